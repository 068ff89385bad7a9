// Whether HTML is as the standard wants it.
import { resolve } from "node:path";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";

const validator = new HtmlValidate(new FileSystemConfigLoader());
const root = resolve(import.meta.dirname, "../..");

/** What html-validate says about a document; nothing if it is fine. */
export async function htmlProblems(html: string): Promise<string[]> {
  // The name decides which configuration is found: the one at the root of the project.
  const report = await validator.validateString(html, resolve(root, "page.html"));
  const lines = html.split("\n");
  return report.results
    .flatMap((result) => result.messages)
    .map((message) => {
      const line = lines[message.line - 1] ?? "";
      const near = line.slice(Math.max(0, message.column - 60), message.column + 100);
      return `${message.ruleId}: ${message.message} (near ${near})`;
    });
}
