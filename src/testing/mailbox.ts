import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A letter as it arrived. */
export interface Received {
  readonly to: readonly string[];
  readonly from: string;
  readonly subject: string;
  /** Everything, decoded as far as a search for words needs. */
  readonly source: string;
  readonly text: string;
  readonly html: string;
  /** The addresses in the text. */
  readonly links: readonly string[];
}

export interface Mailbox {
  /** For SMTP_URL. */
  readonly url: string;
  readonly letters: Received[];
  /** Answers the next letters with this code instead of taking them; undefined takes them again. */
  refuse(code: number | undefined): void;
  close(): Promise<void>;
}

/** A real SMTP server that takes letters and shows them. */
export async function openMailbox(): Promise<Mailbox> {
  const letters: Received[] = [];
  let refusal: number | undefined;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (refusal !== undefined)
          return done(Object.assign(new Error('Not now'), { responseCode: refusal }));
        const source = Buffer.concat(chunks).toString('utf8');
        letters.push(
          read(
            source,
            session.envelope.rcptTo.map(({ address }) => address),
          ),
        );
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${String(port)}`,
    letters,
    refuse: (code) => (refusal = code),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A server that takes a whole letter and then breaks the connection, or says nothing: nobody can tell whether it was taken. */
export async function openBreakingMailbox(afterwards: 'breaks' | 'is silent' = 'breaks'): Promise<{
  url: string;
  taken: () => number;
  close(): Promise<void>;
}> {
  let taken = 0;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('220 ready\r\n');
    let inData = false;
    socket.on('data', (chunk) => {
      const text = chunk.toString();
      if (inData) {
        if (!text.includes('\r\n.\r\n')) return;
        taken += 1;
        if (afterwards === 'breaks') socket.destroy();
        return;
      }
      inData = /^DATA/im.test(text);
      socket.write(inData ? '354 go on\r\n' : '250 fine\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${String(port)}`,
    taken: () => taken,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

function read(source: string, to: readonly string[]): Received {
  const header = (name: string) =>
    new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'mi').exec(source)?.[1]?.replace(/\r\n[ \t]/g, ' ') ?? '';
  const part = (type: string) => {
    const found = new RegExp(`Content-Type: ${type}[\\s\\S]*?\\r\\n\\r\\n([\\s\\S]*?)\\r\\n--`, 'i').exec(
      source,
    );
    const encoding = new RegExp(`Content-Type: ${type}[^]*?Content-Transfer-Encoding: (\\S+)`, 'i').exec(
      source,
    )?.[1];
    return decode(found?.[1] ?? '', encoding ?? '7bit');
  };
  const text = part('text/plain');
  return {
    to,
    from: header('From'),
    subject: header('Subject'),
    source,
    text,
    html: part('text/html'),
    links: text.match(/https?:\/\/\S+/g) ?? [],
  };
}

function decode(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
