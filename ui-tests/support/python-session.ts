import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import { venvProgram } from '../../scripts/support/paths.mjs';
import type { JupyterServer } from './jupyter-server';

/** A Python process of its own, outside of any notebook: it runs code and says what it printed. */
export class PythonSession {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly waiting: ((text: string) => void)[] = [];
  private printed: string[] = [];
  private errors = '';
  readonly ended: Promise<number | null>;

  constructor(server: JupyterServer, environment: Record<string, string> = {}) {
    // Reads one JSON string of code per line, runs it and marks the end of what it printed.
    const loop = [
      'import json, sys, traceback',
      'names = {}',
      'for line in sys.stdin:',
      '    try:',
      '        exec(json.loads(line), names)',
      '    except BaseException:',
      '        traceback.print_exc(file=sys.stdout)',
      '    print("\\x04", flush=True)'
    ].join('\n');
    this.child = spawn(venvProgram('python'), ['-u', '-c', loop], {
      cwd: server.rootDir,
      // `true` is called in the place of a browser.
      env: { ...process.env, ...server.environment, BROWSER: 'true', ...environment }
    });
    this.child.stderr.on('data', (text: Buffer) => (this.errors += text.toString()));
    createInterface({ input: this.child.stdout }).on('line', line => {
      if (line === '\x04') {
        this.waiting.shift()?.(this.printed.join('\n'));
        this.printed = [];
      } else {
        this.printed.push(line);
      }
    });
    this.ended = new Promise(resolve => this.child.on('exit', resolve));
  }

  /** Runs code and resolves with what it printed. */
  run(code: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.waiting.push(resolve);
      void this.ended.then(() => reject(new Error(`Python ended: ${this.errors}`)));
      this.child.stdin.write(`${JSON.stringify(code)}\n`);
    });
  }

  async end(): Promise<void> {
    this.child.stdin.end();
    await this.ended;
  }
}
