import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { specOf } from "../../src/aws/contract/operations.ts";
import { WRITES, type WriteOperation } from "../../src/aws/contract/writes.ts";
import type { CallRecord } from "../../src/aws/sandbox/call-record.ts";
import type { Fault } from "../../src/aws/sandbox/faults.ts";
import { nameOf, type Played, play, SCENES, type Scene } from "./scenes.ts";

/** A scene that makes a write, and what it comes to when nothing goes wrong. */
interface Stand {
  readonly scene: Scene;
  readonly calm: Played;
}

/** The source of all verbs and of what they share. */
const SOURCES = ["src/kinds", "src/aws/contract"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(`${folder}/${file}`, "utf8")),
);

const ALL = Object.keys(WRITES) as WriteOperation[];
/** Writes in the contract that no kind makes yet: nothing can be lost of them. */
const IDLE = ALL.filter((operation) => !SOURCES.some((text) => new RegExp(`call\\(\\s*"${operation}"`).test(text)));
/** Writes of which no plan is allowed that makes them. */
const UNREACHED: Readonly<Partial<Record<WriteOperation, string>>> = {
  "kms:UpdateAlias":
    "a plan that takes the log key's alias back from another key is refused, because nothing may be cut off on the way",
};
const ROWS = ALL.filter((operation) => !IDLE.includes(operation) && UNREACHED[operation] === undefined);
/** Every row with ORGWRIGHT_FULL=1, else those of which not the door but a look decides what is done after a lost answer. */
const isFull = process.env["ORGWRIGHT_FULL"] === "1";
const isSampledOut = (operation: WriteOperation) => !isFull && specOf(operation).retry === "always";

const stands = new Map<string, Stand>();

beforeAll(async () => {
  for (const scene of SCENES) {
    const calm = await play(scene);
    if (calm !== null && calm.failures.length === 0) {
      note({ scene, calm });
    }
  }
}, 600_000);

/** Of all scenes that make a write the shortest is taken for it. */
function note(stand: Stand): void {
  for (const operation of new Set(stand.calm.calls.filter(({ write }) => write).map(nameOf))) {
    const known = stands.get(operation);
    if (known === undefined || stand.calm.calls.length < known.calm.calls.length) {
      stands.set(operation, stand);
    }
  }
}

describe("the table of writes", () => {
  it("has a scene for each row that a kind makes: add a scenario that makes the write", () => {
    expect(ROWS.filter((operation) => !stands.has(operation))).toEqual([]);
  });

  it("is complete and nothing else: what no kind writes yet is told", () => {
    console.log(`${ROWS.length} writes can lose their answer; no kind makes ${IDLE.join(", ") || "any other"}.`);
    if (!isFull) {
      console.log("Writes that the door may send twice lose theirs with ORGWRIGHT_FULL=1 only: it takes a minute.");
    }
    for (const [operation, why] of Object.entries(UNREACHED)) {
      console.log(`${operation} is left out: ${why}.`);
    }
    expect(ROWS.length).toBeGreaterThan(40);
  });
});

describe.each(ROWS)("%s, whose answer is lost,", (operation) => {
  const row = WRITES[operation];

  it("has been looked at, as the table says, before it is sent at all", () => {
    const { calm } = standOf(operation);
    const first = calm.calls.findIndex((call) => nameOf(call) === operation);
    const before = calm.calls.slice(0, first).map(nameOf);
    expect(before.some((name) => row.look.some((look) => look === name))).toBe(true);
  });

  it.skipIf(isSampledOut(operation))("is not done twice when it was carried out", async () => {
    const { calm, played } = await withFault(operation, { kind: "lost-answer" });
    expectTheSame(played, calm);
    if (specOf(operation).retry !== "always") {
      expect(sentAgainUnseen(operation, played)).toEqual([]);
    }
  });

  it.skipIf(isSampledOut(operation))("is done once when it was not", async () => {
    const { calm, played } = await withFault(operation, { kind: "server-error" });
    expectTheSame(played, calm);
    if (specOf(operation).retry !== "always") {
      expect(sentAgainUnseen(operation, played)).toEqual([]);
    }
  });

  it.skipIf(row.already.length === 0)(
    "looks again when AWS says that it is so already, and believes its eyes",
    async () => {
      for (const code of row.already) {
        const { calm, played } = await withFault(operation, { kind: "refused", code });
        expectTheSame(played, calm);
      }
    },
  );
});

function standOf(operation: WriteOperation): Stand {
  const stand = stands.get(operation);
  if (stand === undefined) {
    throw new Error(`No scene makes ${operation}: add a scenario that does.`);
  }
  return stand;
}

/** The operation's scene once more, with its first such call spoiled. */
async function withFault(operation: WriteOperation, fault: Fault): Promise<{ calm: Played; played: Played }> {
  const { scene, calm } = standOf(operation);
  const played = await play(scene, [{ ...fault, operation, nth: 1 }]);
  if (played === null) {
    throw new Error(`${scene.name} cannot be applied.`);
  }
  const hit = played.calls.find((call) => nameOf(call) === operation);
  expect(hit?.outcome, "the fault hits").toBe(fault.code ?? fault.kind);
  return { calm, played };
}

function expectTheSame(played: Played, calm: Played): void {
  expect(played.failures).toEqual([]);
  expect(played.left).toEqual(calm.left);
  expect(played.world).toBe(calm.world);
}

/** Calls that were sent a second time with none of the table's looks since the first. */
function sentAgainUnseen(operation: WriteOperation, { calls }: Played): CallRecord[] {
  const first = calls.findIndex((call) => nameOf(call) === operation);
  const rest = calls.slice(first + 1);
  const again = rest.findIndex((call) => nameOf(call) === operation && sameInput(call, calls[first]));
  const between = again === -1 ? null : rest.slice(0, again).map(nameOf);
  const looks: readonly string[] = WRITES[operation].look;
  return between === null || between.some((name) => looks.includes(name)) ? [] : rest.slice(again, again + 1);
}

function sameInput(a: CallRecord, b: CallRecord | undefined): boolean {
  return JSON.stringify(a.input) === JSON.stringify(b?.input) && a.account === b?.account;
}
