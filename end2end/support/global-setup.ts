// Once for all tests: a database with the demo, which each server copies.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadDemo } from "./server.ts";

export default function globalSetup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "polder-demo-"));
  const file = join(folder, "demo.db");
  loadDemo(file);
  process.env.POLDER_E2E_DEMO = file;
  return () => rmSync(folder, { recursive: true, force: true });
}
