/**
 * Reads XML files element by element. No entities but the five of XML itself exist, so that nothing
 * in a file can grow or name another file.
 */
import { SaxesParser } from 'saxes';
import { formatError } from '../format-error';
import type { IFileReader } from '../files';

export interface IXmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  /** The text directly inside, trimmed. */
  text: string;
  children: IXmlElement[];
  /** Line of the file where it begins, counted from 1. */
  line: number;
}

const CHUNK = 1024 * 1024;
const MAX_DEPTH = 100;
/** Elements inside of one that is handed out, and characters of text. */
const MAX_ELEMENTS = 2_000_000;
const MAX_TEXT = 64 * 1024 * 1024;

/**
 * The elements whose path (`annotations/image`) is named, each with everything in it, in the order
 * of their ends. @throws RequestError naming file and line
 */
export function* scanXml(
  reader: IFileReader,
  paths: readonly string[],
  progress?: (done: number) => void
): Generator<IXmlElement> {
  const { path: file } = reader;
  const wanted = new Set(paths);
  const parser = new SaxesParser<Record<string, never>>();
  const names: string[] = [];
  const open: IXmlElement[] = [];
  let found: IXmlElement[] = [];
  let elements = 0;
  let characters = 0;
  const fail = (what: string): never => {
    throw formatError(file, `line ${parser.line}`, what);
  };

  parser.on('error', error => fail(error.message.replace(/^\d+:\d+: /, '').slice(0, 200) + '.'));
  parser.on('opentag', tag => {
    names.push(tag.name);
    if (names.length > MAX_DEPTH) {
      fail(`it is nested more than ${MAX_DEPTH} levels deep.`);
    }
    if (open.length > 0 || wanted.has(names.join('/'))) {
      elements += 1;
      if (elements > MAX_ELEMENTS) {
        fail('one element holds more than two million others.');
      }
      const element: IXmlElement = {
        name: tag.name,
        attributes: tag.attributes as Record<string, string>,
        text: '',
        children: [],
        line: parser.line
      };
      open.at(-1)?.children.push(element);
      open.push(element);
    }
  });
  parser.on('text', text => {
    const element = open.at(-1);
    if (element) {
      characters += text.length;
      if (characters > MAX_TEXT) {
        fail('one element holds too much text.');
      }
      element.text += text;
    }
  });
  parser.on('cdata', text => {
    const element = open.at(-1);
    if (element) {
      element.text += text;
    }
  });
  parser.on('closetag', () => {
    names.pop();
    const element = open.pop();
    if (element) {
      element.text = element.text.trim();
      if (open.length === 0) {
        found.push(element);
        elements = 0;
        characters = 0;
      }
    }
  });

  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let position = 0; position < reader.size; position += CHUNK) {
    const bytes = reader.read(position, CHUNK);
    let text = '';
    try {
      text = decoder.decode(bytes, { stream: true });
    } catch {
      fail('it is not UTF-8. Save it in that encoding.');
    }
    parser.write(text);
    progress?.(position + bytes.length);
    yield* found;
    found = [];
  }
  parser.close();
  yield* found;
}

/** Text of the first child of that name, or null if there is none. */
export const childText = (element: IXmlElement, name: string): string | null =>
  element.children.find(child => child.name === name)?.text ?? null;

export const child = (element: IXmlElement, name: string): IXmlElement | null =>
  element.children.find(one => one.name === name) ?? null;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
  '\r': '&#13;'
};

/** A text for XML; characters that XML cannot hold are left out. */
export const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    // eslint-disable-next-line no-control-regex -- these are what is left out
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')
    .replace(/[&<>"\n\t\r]/g, character => ESCAPES[character] as string);
