/** The little of EJS that we use: it ships no types. */
declare module 'ejs' {
  export type Template = (locals: object) => string;
  export interface Options {
    readonly strict: true;
    readonly _with: false;
    readonly localsName: string;
    readonly destructuredLocals: readonly string[];
    readonly escape: (value: unknown) => string;
    readonly filename: string;
    readonly compileDebug: true;
    /** Reads locals where they are, those that they inherit included, instead of copying them at every call. */
    readonly unsafePrototypeLocals: true;
    readonly rmWhitespace: boolean;
  }
  const ejs: {
    compile(text: string, options: Options): Template;
    /** Its `source` is the code that a template becomes. */
    Template: new (text: string, options: Partial<Options>) => { generateSource(): void; source: string };
  };
  export default ejs;
}
