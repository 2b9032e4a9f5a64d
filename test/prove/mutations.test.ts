import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../src/model/json.ts";
import { differing, offline, withPolicies } from "./proving.ts";

const scene = offline();

type Statement = { readonly Sid: string; readonly Condition?: JsonObject };

/** Every statement of the foundation's guardrails, with its policy's name. */
const statements = scene.world.things
  .filter(({ kind, properties }) => kind === "organization-policy" && properties["type"] !== "TAG_POLICY")
  .flatMap(({ properties }) =>
    ((properties["document"] as JsonObject)["Statement"] as readonly Statement[]).map(
      ({ Sid }) => [Sid, String(properties["name"])] as const,
    ),
  );

function changeStatement(sid: string, change: (statement: Statement) => readonly Json[]) {
  return withPolicies(scene, (_, document) => ({
    ...document,
    Statement: (document["Statement"] as readonly Statement[]).flatMap((statement) =>
      statement.Sid === sid ? change(statement) : [statement as unknown as Json],
    ),
  }));
}

function withText(from: string, to: string) {
  return withPolicies(scene, (_, document) => {
    const text = JSON.stringify(document);
    return JSON.parse(text.replaceAll(from, to)) as JsonObject;
  });
}

describe("the foundation's guardrails", () => {
  it("are the ones that the mutations below know", () => {
    expect(statements.map(([sid]) => sid).sort()).toEqual([
      "DenyLeaving",
      "DenyRootUser",
      "EnterNoExemptRoles",
      "ProtectPolicies",
      "ProtectRoles",
      "Quarantine",
      "ReserveTags",
    ]);
  });

  it.each(statements)("need %s: without it an attack is open that was denied", (sid) => {
    expect(
      differing(
        scene,
        changeStatement(sid, () => []),
        "open",
      ),
    ).not.toEqual([]);
  });

  it("deny no attack by accident: with all of them switched off, each row that they deny is open", () => {
    const bare = withPolicies(scene, (_, document) => ({ ...document, Statement: [] }));
    expect(differing(scene, bare, "open")).toEqual(
      expect.arrayContaining(["A-GR-01", "A-OG-01", "A-TG-10", "A-OG-04"]),
    );
  });
});

const TOOL = "arn:*:iam::*:role/orgwright/OrgwrightApply";
const ENTRANCE = "arn:*:iam::*:role/OrganizationAccountAccessRole";

describe("a classic mistake is caught by name", () => {
  it.each([
    ["a wildcard before the exempt role's name", TOOL, "arn:*:iam::*:role/*OrgwrightApply", ["A-GR-50", "A-GR-52"]],
    [
      "a wildcard around the exempt role's name",
      TOOL,
      "arn:*:iam::*:*OrgwrightApply*",
      ["A-GR-50", "A-GR-51", "A-GR-53"],
    ],
    ["a user let in with the exempt role", TOOL, "arn:*:iam::*:*/orgwright/OrgwrightApply", ["A-GR-51"]],
    ["an exemption of everybody in the tool's path", TOOL, "arn:*:iam::*:role/*", ["A-GR-01", "A-OG-01"]],
    ["an entrance of any path", ENTRANCE, "arn:*:iam::*:role/*OrganizationAccountAccessRole", ["A-GR-54"]],
  ])("%s", (_, from, to, rows) => {
    expect(differing(scene, withText(from, to), "open")).toEqual(expect.arrayContaining(rows));
  });

  it.each([
    [
      "an exemption that names the session instead of the role",
      TOOL,
      "arn:*:sts::*:assumed-role/OrgwrightApply/*",
      ["P-103", "P-104"],
    ],
    [
      "an entrance that is protected without being exempt",
      `"${ENTRANCE}"`,
      '"arn:*:iam::*:role/nobody"',
      ["P-37", "P-38", "P-106", "P-107"],
    ],
    ["an exemption of the role without its path", TOOL, "arn:*:iam::*:role/OrgwrightApply", ["P-103", "P-104"]],
  ])("%s", (_, from, to, rows) => {
    const mutant = withPolicies(scene, (__, document) => ({
      ...document,
      Statement: (document["Statement"] as readonly Statement[]).map((statement) => ({
        ...statement,
        ...(statement.Condition === undefined
          ? {}
          : { Condition: JSON.parse(JSON.stringify(statement.Condition).replaceAll(from, to)) as JsonObject }),
      })) as unknown as Json,
    }));
    expect(differing(scene, mutant, "broken")).toEqual(expect.arrayContaining(rows));
  });

  it("a denial of root users without room for central root sessions", () => {
    const mutant = changeStatement("DenyRootUser", ({ Condition: { BoolIfExists: _, ...others } = {}, ...rest }) => [
      { ...rest, Condition: others } as unknown as Json,
    ]);
    expect(differing(scene, mutant, "broken")).toEqual(expect.arrayContaining(["P-46"]));
  });

  it("Bool where BoolIfExists was meant: root users without the key get through", () => {
    expect(differing(scene, withText("BoolIfExists", "Bool"), "open")).toEqual(
      expect.arrayContaining(["A-IP-17", "A-IP-18"]),
    );
  });

  it("a denial of everything at the root", () => {
    const closed = changeStatement("DenyLeaving", ({ Condition: _, ...rest }) => [
      { ...rest, Action: ["*"] } as unknown as Json,
    ]);
    expect(differing(scene, closed, "broken")).toEqual(expect.arrayContaining(["P-37", "P-68", "P-104"]));
  });
});
