import { describe, expect, it } from "vitest";
import { SHAPES } from "../../src/kinds/shapes.ts";
import { addressOfChange, type Change, fieldsOf } from "../../src/model/change.ts";
import { type Outcome, plannedOf } from "../support/plan-in-sandbox.ts";
import { type Founded, founded } from "./founded.ts";
import type { Mutation } from "./mutation.ts";
import { mutationTable, OUR_TAGS, type Row, strayMutations } from "./table.ts";

const table = mutationTable();
const watched = table.filter(({ unwatched }) => unwatched === null);
const unwatched = table.filter(({ unwatched: why }) => why !== null);
const cases = watched.flatMap((row) => row.mutations.map((mutation) => ({ row, mutation })));

const base = await founded();

describe("the table of mutations", () => {
  it("has a way to change every field that a shape watches", () => {
    const missing = watched.filter(({ mutations }) => mutations.length === 0);
    expect(missing.map(({ kind, field }) => `${kind} ${field}`)).toEqual([]);
  });

  it("tells of every other field why nobody watches it", () => {
    expect(unwatched.filter(({ unwatched: why, mutations }) => why === "" || mutations.length > 0)).toEqual([]);
  });

  it("speaks of no kind and field that there is not", () => {
    expect(strayMutations()).toEqual([]);
  });

  it("begins with an organization in which nothing is pending", async () => {
    expect(gist(await base.plan())).toEqual({ steps: [], told: [] });
  });

  it("is counted", () => {
    const told = cases.filter(({ mutation }) => mutation.told !== undefined).length;
    const kinds = new Set(table.map(({ kind }) => kind)).size;
    console.log(
      [
        `${table.length} fields of ${kinds} kinds: ${watched.length} watched, ${unwatched.length} not.`,
        `${cases.length} mutations: ${cases.length - told} corrected, ${told} told.`,
        ...unwatched.map(({ kind, field, unwatched: why }) => `  ${kind} ${field}: ${why}`),
      ].join("\n"),
    );
    expect(cases.length).toBeGreaterThanOrEqual(watched.length);
  });
});

describe("when by hand", () => {
  it.each(cases.map(({ row, mutation }) => [row.kind, row.field, mutation.does, row, mutation] as const))(
    "%s %s: somebody %s, and it is seen as exactly that, and corrected or told",
    async (_kind, _field, _does, row, mutation) => {
      const here = await founded(base.sandbox.world);
      await mutate(here, mutation);
      const outcome = await here.plan();
      expect(gist(outcome)).toEqual({
        steps: expectedSteps(row, mutation),
        told: [...(mutation.told ?? [])].sort(),
      });
      if (mutation.told === undefined) {
        await here.apply(plannedOf(outcome));
        expect(gist(await here.plan())).toEqual({ steps: [], told: [] });
      }
    },
  );
});

async function mutate(here: Founded, { calls, edit }: Mutation): Promise<void> {
  await here.hands(calls?.(here.names) ?? []);
  edit?.change(here.sandbox.world, here.names);
}

function expectedSteps({ kind, field, subject }: Row, mutation: Mutation): readonly string[] {
  if (mutation.steps !== undefined || mutation.told !== undefined) {
    return mutation.steps ?? [];
  }
  const address = mutation.of ?? subject;
  if (field === OUR_TAGS) {
    return [["adopt", address, ...(mutation.with ?? [])].join(" ")];
  }
  const action = SHAPES.get(kind)?.fields[field]?.moves === true ? "move" : "update";
  return [[action, address, ...[field, ...(mutation.with ?? [])].sort()].join(" ")];
}

/** A plan's steps, each with its address and the fields that differ where it is there already; and what it warns of. */
function gist(outcome: Outcome): { readonly steps: readonly string[]; readonly told: readonly string[] } {
  const { steps, findings } = outcome.is === "planned" ? outcome.plan : { steps: [], findings: outcome.findings };
  return {
    steps: steps.map(({ change }) => [change.action, addressOfChange(change), ...namesOf(change)].join(" ")).sort(),
    told: findings
      .filter(({ severity }) => severity !== "note")
      .map(({ code }) => code)
      .sort(),
  };
}

function namesOf(change: Change): readonly string[] {
  const isThere = change.action !== "create" && change.action !== "delete";
  const names = isThere ? fieldsOf(change).map(({ path }) => path.split("/")[1] ?? "") : [];
  return [...new Set(names)].sort();
}
