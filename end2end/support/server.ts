// Servers for the tests: each with its own copy of the demo, on a port that is free.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

function fromRoot(path: string): string {
  return resolve(root, path);
}

/** The program under test. */
export const binary = fromRoot(process.env.POLDER_BINARY ?? "target/debug/polder");
const siteFolder = fromRoot(process.env.POLDER_SITE ?? "target/e2e-site");

/** Loads the demo into a new file: the one that every server copies. */
export function loadDemo(file: string): void {
  if (!existsSync(binary)) throw new Error(`${binary} is missing: run the tests with scripts/e2e`);
  const result = spawnSync(binary, ["demo"], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: `sqlite:${file}` },
    encoding: "utf8",
  });
  if (result.status !== 0) throw new Error(`polder demo failed:\n${result.stdout}\n${result.stderr}`);
}

async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}

/** A running `polder serve`. */
export class Server {
  readonly folder: string;
  readonly port: number;
  /** The folder with the content; nothing for that of this repository. */
  private readonly content: string | undefined;
  private child: ChildProcess | undefined;
  private log = "";

  private constructor(folder: string, port: number, content: string | undefined) {
    this.folder = folder;
    this.port = port;
    this.content = content;
  }

  /** Starts a server on a copy of the demo, with the content of this repository or another. */
  static async start(content?: string): Promise<Server> {
    const template = process.env.POLDER_E2E_DEMO;
    if (!template) throw new Error("the global set-up has not run");
    const folder = mkdtempSync(join(tmpdir(), "polder-e2e-"));
    copyFileSync(template, join(folder, "polder.db"));
    const server = new Server(folder, await freePort(), content);
    await server.launch();
    return server;
  }

  /** The site's address. */
  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts the process, on the same data as before. */
  async launch(): Promise<void> {
    const child = spawn(binary, ["serve"], {
      cwd: root,
      env: {
        ...process.env,
        DATABASE_URL: `sqlite:${join(this.folder, "polder.db")}`,
        POLDER_LISTEN: `127.0.0.1:${this.port}`,
        POLDER_PUBLIC_URL: this.origin,
        POLDER_SITE: siteFolder,
        ...(this.content && { POLDER_CONTENT: this.content }),
        POLDER_LOG: process.env.POLDER_LOG ?? "warn",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child = child;
    child.stdout?.on("data", (data) => (this.log += data));
    child.stderr?.on("data", (data) => (this.log += data));
    const deadline = Date.now() + 30_000;
    while (Date.now() < deadline) {
      if (child.exitCode !== null) throw new Error(`polder serve ended with ${child.exitCode}:\n${this.log}`);
      const answer = await fetch(`${this.origin}/healthz`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((done) => setTimeout(done, 100));
    }
    this.kill();
    throw new Error(`polder serve did not answer within 30 s:\n${this.log}`);
  }

  /** What the server wrote. */
  get output(): string {
    return this.log;
  }

  /** Ends the process as a power cut would: without a word. */
  kill(): Promise<void> {
    return this.end("SIGKILL");
  }

  /** Ends the process in order, and removes its data. */
  async stop(): Promise<void> {
    await this.end("SIGTERM");
    rmSync(this.folder, { recursive: true, force: true });
  }

  private end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    return new Promise((done) => {
      // A browser that keeps its connection open would hold up an orderly end.
      const impatient = setTimeout(() => child.kill("SIGKILL"), 3_000);
      child.once("exit", () => {
        clearTimeout(impatient);
        done();
      });
      child.kill(signal);
    });
  }
}
