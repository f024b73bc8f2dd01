/** The little of EJS that we use: it ships no types. */
declare module 'ejs' {
  export type Include = (path: string, locals?: object) => string;
  /** What `compile` gives with `client: true`: a function without any access to files. */
  export type Template = (locals: object, escape: undefined, include: Include) => string;
  export interface Options {
    readonly client: true;
    readonly strict: true;
    readonly _with: false;
    readonly localsName: string;
    readonly filename: string;
    readonly compileDebug: boolean;
    readonly rmWhitespace: boolean;
  }
  const ejs: { compile(text: string, options: Options): Template };
  export default ejs;
}
