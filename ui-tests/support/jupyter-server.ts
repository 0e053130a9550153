import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { inRoot, venvProgram } from '../../scripts/support/paths.mjs';
import { freePort } from './free-port';
import { processesOfHome } from './processes-of-home';

/**
 * How the server guards itself: `open` checks the token but not XSRF, `locked` has everything a
 * JupyterLab has when a person starts it. `notebook` is Notebook 7, locked, and `hub` is a locked
 * JupyterLab under the path of a JupyterHub's user, as if a hub had started it.
 */
export type Flavour = 'open' | 'locked' | 'notebook' | 'hub';

/** Where a hub serves its user. */
export const HUB_PREFIX = '/user/ada/';

const START_TIMEOUT = 60_000;

/**
 * A real JupyterLab on a free port with folders of its own: settings, workspaces, notebooks
 * (`rootDir`) and Lunette's data (`lunetteHome`). `stop` ends everything that ran for it.
 */
export class JupyterServer {
  /** Starts one and resolves when it answers; rejects with its output if it does not. */
  static async start(
    flavour: Flavour,
    environment: Record<string, string> = {}
  ): Promise<JupyterServer> {
    const server = new JupyterServer(flavour, await freePort(), environment);
    await server.untilAnswering();
    return server;
  }

  /** `http://127.0.0.1:<port>` and the prefix if there is one, without a slash at the end. */
  readonly url: string;
  readonly token = randomBytes(16).toString('hex');
  /** Where the notebooks are. */
  readonly rootDir: string;
  /** LUNETTE_HOME of the server and its kernels. */
  readonly lunetteHome: string;
  /** What the server and its kernels have in their environment besides ours. */
  readonly environment: Record<string, string>;

  private readonly folder = mkdtempSync(join(tmpdir(), 'lunette-ui-'));
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;
  private log = '';

  private constructor(
    readonly flavour: Flavour,
    port: number,
    environment: Record<string, string>
  ) {
    const hub = flavour === 'hub';
    this.url = `http://127.0.0.1:${port}${hub ? HUB_PREFIX.slice(0, -1) : ''}`;
    this.rootDir = this.makeFolder('notebooks');
    this.lunetteHome = this.makeFolder('home');
    this.environment = {
      LUNETTE_HOME: this.lunetteHome,
      JUPYTER_CONFIG_DIR: this.makeFolder('config'),
      JUPYTER_DATA_DIR: this.makeFolder('data'),
      JUPYTER_RUNTIME_DIR: this.makeFolder('runtime'),
      JUPYTERLAB_SETTINGS_DIR: this.makeFolder('settings'),
      JUPYTERLAB_WORKSPACES_DIR: this.makeFolder('workspaces'),
      IPYTHONDIR: this.makeFolder('ipython'),
      ...(hub ? { JUPYTERHUB_SERVICE_PREFIX: HUB_PREFIX } : {}),
      ...environment
    };
    this.child = spawn(venvProgram('jupyter'), this.arguments(port), {
      cwd: this.rootDir,
      env: { ...process.env, ...this.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that `stop` reaches whatever it starts.
      detached: true
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (text: Buffer) => (this.log += text.toString()));
    }
    this.ended = new Promise(resolve => {
      this.child.on('error', error => {
        this.log += `\n${error.message}: is there a Python environment? Run: npm run build`;
        resolve();
      });
      this.child.on('exit', () => resolve());
    });
  }

  /** What the server and its kernels wrote, for a failing test. */
  get output(): string {
    return this.log;
  }

  /** The address of a page of JupyterLab, with the token: `page('lab/tree/x.ipynb')`. */
  page(path: string, query = 'reset'): string {
    return `${this.url}/${path}?token=${this.token}${query ? `&${query}` : ''}`;
  }

  /**
   * Asks the server's REST API as a logged-in program would, and resolves with the JSON of the
   * answer. Rejects when the status is not 2xx.
   */
  async api(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.url}/api/${path}`, {
      method,
      headers: { Authorization: `token ${this.token}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${text}`);
    }
    return text ? JSON.parse(text) : null;
  }

  /**
   * Sets a setting of JupyterLab for pages that are opened from now on; the result takes it back.
   *
   * @param extension a package, such as `@jupyterlab/notebook-extension`
   */
  setting(extension: string, plugin: string, value: Record<string, unknown>): () => void {
    const folder = join(this.environment.JUPYTERLAB_SETTINGS_DIR!, extension);
    const file = join(folder, `${plugin}.jupyterlab-settings`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, JSON.stringify(value));
    return () => rmSync(file, { force: true });
  }

  /** Ends the server, its kernels and the bridge of its data home, and removes its folders. */
  async stop(): Promise<void> {
    this.signal('SIGTERM');
    await Promise.race([this.ended, wait(10_000, undefined, { ref: false })]);
    this.signal('SIGKILL');
    const rest = () => processesOfHome(this.lunetteHome);
    for (const id of rest()) {
      kill(id, 'SIGTERM');
    }
    for (let tries = 0; tries < 30 && rest().length > 0; tries++) {
      await wait(100);
    }
    for (const id of rest()) {
      kill(id, 'SIGKILL');
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private makeFolder(name: string): string {
    const path = join(this.folder, name);
    mkdirSync(path);
    return path;
  }

  private arguments(port: number): string[] {
    const program = this.flavour === 'notebook' ? 'notebook' : 'lab';
    return [
      program,
      '--no-browser',
      '--allow-root',
      '--ServerApp.ip=127.0.0.1',
      `--ServerApp.port=${port}`,
      '--ServerApp.port_retries=0',
      `--IdentityProvider.token=${this.token}`,
      `--ServerApp.root_dir=${this.rootDir}`,
      // Only the page is told: tests drive JupyterLab through `window.jupyterapp`.
      `--${program === 'lab' ? 'LabApp' : 'JupyterNotebookApp'}.expose_app_in_browser=True`,
      ...(this.flavour === 'hub'
        ? [
            `--ServerApp.base_url=${HUB_PREFIX}`,
            // A hub's proxy, under whatever name, is in front of the server.
            '--ServerApp.allow_remote_access=True',
            '--ServerApp.trust_xheaders=True'
          ]
        : []),
      ...(this.flavour === 'open' ? ['--ServerApp.disable_check_xsrf=True'] : [])
    ];
  }

  private async untilAnswering(): Promise<void> {
    let over = false;
    void this.ended.then(() => (over = true));
    for (const start = Date.now(); !over && Date.now() - start < START_TIMEOUT; await wait(100)) {
      try {
        await this.api('GET', 'status');
        return;
      } catch {
        continue; // Not listening yet; the reason for never listening is in its output.
      }
    }
    await this.stop();
    throw new Error(`JupyterLab did not start (in ${inRoot()}):\n${this.log}`);
  }

  private signal(signal: NodeJS.Signals): void {
    if (this.child.pid !== undefined) {
      kill(-this.child.pid, signal);
    }
  }
}

/** Signals a process or (negative id) a group; one that has ended already is fine. */
function kill(id: number, signal: NodeJS.Signals): void {
  try {
    process.kill(id, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
      throw error;
    }
  }
}
