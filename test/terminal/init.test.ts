import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { openScreen, type Screen, type ScreenOptions } from "../support/screen.ts";

let folder: string;
let screens: Screen[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "acme-"));
  screens = [];
});

afterEach(() => {
  for (const screen of screens) {
    screen.kill();
  }
  rmSync(folder, { recursive: true, force: true });
});

function open(options: Partial<ScreenOptions> = {}): Screen {
  const screen = openScreen({ args: ["init", "--sandbox"], cwd: folder, ...options });
  screens.push(screen);
  return screen;
}

const path = () => join(folder, "orgwright.yaml");

const PATTERN = "aws+{account}@acme.example";

/** The question that waits for an answer, on one line. */
function questionIn(screen: Screen): string {
  const questions = [...screen.text().matchAll(/^\? (.*(?:\n(?![❯◉◯ ✔?]).+)*)/gm)];
  return (questions.at(-1)?.[1] ?? "").replaceAll("\n", "");
}

/** Presses Enter, and waits until that question is answered and another one stands there. */
async function enter(screen: Screen, typed = ""): Promise<void> {
  const answered = (screen.text().match(/^✔ /gm) ?? []).length;
  screen.type(typed);
  screen.press("enter");
  await screen.until((shown) => {
    const isAnswered = (shown.match(/^✔ /gm) ?? []).length > answered;
    return isAnswered && shown.lastIndexOf("\n? ") > shown.lastIndexOf("\n✔ ");
  });
}

/** Takes what is proposed until a question is asked; answers how many Enters that took. */
async function until(screen: Screen, question: string): Promise<number> {
  await screen.until("? Which blueprints shall make up the organization?");
  for (let enters = 0; ; enters += 1) {
    const now = questionIn(screen);
    if (now.startsWith(question)) {
      return enters;
    }
    await enter(screen, now.startsWith("At which e-mail addresses") ? PATTERN : "");
  }
}

const LAST = "Write orgwright.yaml?";

describe("orgwright init in a terminal", () => {
  it("comes from nothing to a file with a dozen Enters at most", async () => {
    const screen = open();
    const enters = await until(screen, LAST);
    const overview = screen.text();
    expect(overview).toContain("logging  <aws+logging@acme.example>");
    expect(overview).toMatch(/\d+ accounts with the management account\. AWS allows 10 until you ask for more\./);
    expect(overview).toMatch(/Founding it takes \d+ steps and at least/);
    screen.press("enter");
    expect(await screen.ended).toBe(0);
    await screen.until("orgwright.yaml is written. See what it would do: orgwright plan --sandbox");
    expect(parse(readFileSync(path(), "utf8"))).toMatchObject({
      organization: { email: PATTERN, managementAccount: "111111111111" },
      blueprints: expect.arrayContaining([
        expect.objectContaining({ use: "foundation", with: { operators: { users: ["admin"] } } }),
      ]),
    });
    expect(enters + 1).toBeLessThanOrEqual(12);
  });

  it("shows what a pattern of addresses comes to while it is typed, and refuses a wrong one with the reason", async () => {
    const screen = open();
    await until(screen, "At which e-mail addresses");
    screen.type("aws@acme.example\r");
    await screen.until("Each account needs an address of its own, unique in all of AWS.");
    screen.press("clearLine");
    screen.type("aws+{account}@acme");
    await screen.until("-> aws+logging@acme");
    screen.press("enter");
    await screen.until("Write it as in aws+{account}@example.com.");
    screen.press("clearLine");
    await enter(screen, PATTERN);
    expect(questionIn(screen)).toBe("The organization");
  });

  it("refuses an account that there is already, and tags that are reserved, at once", async () => {
    const screen = open();
    await until(screen, "Which workload accounts");
    screen.press("down");
    await enter(screen);
    screen.type("logging\r");
    await screen.until("are both the account `logging`. Give one of them another key.");
    screen.press("clearLine");
    await enter(screen, "shop-dev");
    expect(questionIn(screen)).toBe("In which unit shall shop-dev stand?");
    await enter(screen);
    await screen.until("shop-dev  ou: workloads/dev");
    screen.press("down");
    screen.press("down");
    await enter(screen);
    await enter(screen);
    await screen.until("tags  none");
    for (let row = 0; row < 4; row += 1) {
      screen.press("down");
    }
    await enter(screen);
    screen.type("aws:cost=1\r");
    await screen.until("begins neither with aws: nor with orgwright:, which are reserved");
    screen.press("clearLine");
    screen.type("orgwright:address=x\r");
    await screen.until("`orgwright:address` must be a tag that begins neither");
    screen.press("clearLine");
    await enter(screen, "Owner=shop");
    await screen.until("tags  Owner: shop");
  });

  it("goes back with Escape, and changes an earlier answer", async () => {
    const screen = open();
    await until(screen, "The organization itself");
    screen.press("escape");
    await screen.until((shown) => shown.split("\n? The organization\n").length > 1);
    screen.press("escape");
    await screen.until((shown) => /\? Which blueprints[^\n]*\n(?:[^\n?]*\n)*❯/.test(shown));
    await enter(screen);
    expect(questionIn(screen)).toBe("The organization");
    screen.press("down");
    await enter(screen);
    screen.press("clearLine");
    await enter(screen, "umbrella");
    await screen.until((shown) => /name +umbrella/.test(shown));
  });

  it("goes from the end to any section and back to the end", async () => {
    const screen = open();
    await until(screen, LAST);
    screen.press("down");
    screen.press("down");
    await enter(screen);
    expect(questionIn(screen)).toBe("The organization");
    await enter(screen);
    expect(questionIn(screen)).toBe(LAST);
    screen.press("up");
    for (let row = 0; row < 12; row += 1) {
      screen.press("down");
    }
    screen.press("enter");
    expect(await screen.ended).toBe(0);
    await screen.until("Nothing was written.");
    expect(existsSync(path())).toBe(false);
  });

  it("asks twice before it takes what can never be taken back", async () => {
    const screen = open();
    await until(screen, "The audit log");
    screen.press("down");
    screen.press("down");
    await enter(screen);
    screen.press("down");
    await enter(screen);
    expect(questionIn(screen)).toBe("Once applied, compliance cannot be taken back by anybody. Take it?");
    screen.press("down");
    await enter(screen);
    await screen.until((shown) => /lock +compliance/.test(shown));
  });

  it("leaves with Ctrl-C at any question: 130, no file, the cursor back, and answers kept for the next time", async () => {
    const asked: string[] = [];
    do {
      const screen = open();
      await screen.until("? Which blueprints");
      for (let count = 0; count < asked.length; count += 1) {
        await enter(screen, questionIn(screen).startsWith("At which e-mail") ? PATTERN : "");
      }
      asked.push(questionIn(screen));
      screen.press("interrupt");
      expect(await screen.ended, asked.at(-1)).toBe(130);
      await screen.until("Nothing was written.");
      expect(readdirSync(folder).filter((name) => name !== ".orgwright")).toEqual([]);
      expect(screen.raw().lastIndexOf("\u001b[?25h")).toBeGreaterThan(screen.raw().lastIndexOf("\u001b[?25l"));
      rmSync(join(folder, ".orgwright"), { recursive: true });
    } while (!asked.includes(LAST));
    expect(asked.length).toBeGreaterThan(7);
  });

  it("says that answers are kept when Ctrl-C comes between two questions, as right after going on with them", async () => {
    const first = open();
    await until(first, "The organization itself");
    first.press("interrupt");
    expect(await first.ended).toBe(130);
    const second = open();
    await second.until("Go on with them");
    second.press("enter");
    await second.until("✔ There are answers from before");
    second.press("interrupt");
    expect(await second.ended).toBe(130);
    await second.until("Your answers are kept in");
    expect(existsSync(path())).toBe(false);
  });

  it("goes on with the answers of a session that was left", async () => {
    const first = open();
    await until(first, "The organization itself");
    first.press("interrupt");
    expect(await first.ended).toBe(130);
    await first.until("Your answers are kept in .orgwright/init-orgwright.yaml.json");
    const second = open();
    await second.until("There are answers from before. Go on with them?");
    second.press("enter");
    await second.until("? Which blueprints");
    await enter(second);
    await second.until((shown) => /email +aws\+\{account\}@acme\.example/.test(shown));
  });

  it.each([60, 200])("fits %i columns, without colour when that is asked for", async (columns) => {
    const screen = open({ columns, env: { NO_COLOR: "1" } });
    await until(screen, LAST);
    expect(
      screen
        .text()
        .split("\n")
        .filter((line) => line.length > columns),
    ).toEqual([]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
    expect(screen.raw()).not.toMatch(/\u001b\[(3[0-7]|9[0-7])m/);
  });
});
