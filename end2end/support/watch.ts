// What a page must never do: an error on the console, or something that the content security policy forbids.
import type { Page } from "@playwright/test";

const CUT = "net::ERR_INTERNET_DISCONNECTED";

/** Collects what goes wrong on a page from now on. */
export class Watch {
  readonly problems: string[] = [];

  constructor(page: Page, scripting = true) {
    page.on("console", (message) => {
      if (message.type() !== "error" && message.type() !== "warning") return;
      // With scripting off, what an island would need stays unused.
      if (!scripting && message.text().includes("was preloaded using link preload but not used")) return;
      const from = message.location().url;
      // A test that cuts the line means it.
      if (message.text().includes(CUT)) return;
      // A form that was not taken answers 409 or 422, one of nobody who is signed in 401, a page that is not there 404, a link
      // that is not whole 400, a used one 410: the browser notes that, and should.
      const status = /^Failed to load resource: the server responded with a status of (\d+)/.exec(message.text())?.[1];
      if (["400", "401", "404", "409", "410", "422"].includes(status ?? "") && (from === page.url() || from.endsWith("/save"))) return;
      this.problems.push(`console: ${message.text()} (${from})`);
    });
    page.on("pageerror", (error) => this.problems.push(`script: ${error.message}`));
    page.on("requestfailed", (request) => {
      const why = request.failure()?.errorText ?? "";
      if (!scripting && request.url().endsWith(".js") && why === "csp") return;
      // Leaving a page ends what is on its way.
      if (why !== "net::ERR_ABORTED" && why !== CUT) this.problems.push(`request: ${request.url()} ${why}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 500) this.problems.push(`server: ${response.status()} for ${response.url()}`);
    });
  }

  /** The problems since the last call. */
  take(): string[] {
    return this.problems.splice(0);
  }
}
