import { describe, expect, it } from "vitest";
import type { Address } from "../../src/model/address.ts";
import type { Change } from "../../src/model/change.ts";
import { hasErrors } from "../../src/model/finding.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Live } from "../../src/model/live.ts";
import type { Waiver } from "../../src/model/organization.ts";
import { ORGANIZATION_PLACE } from "../../src/model/place.ts";
import type { Step } from "../../src/model/plan.ts";
import type { Resource } from "../../src/model/resource.ts";
import { gateOfApply, gatePlan } from "../../src/prove/gates.ts";
import { attacksGivenUp } from "../../src/prove/given-up.ts";
import { type Scene, sceneOf } from "../../src/prove/scene.ts";
import { waivedOn } from "../../src/prove/waivers.ts";
import { type World, worldAfter } from "../../src/prove/world.ts";
import { offline, TABLES, withPolicies } from "./proving.ts";

const scene = offline();
const before = scene.world;
const declaredAt = { file: "orgwright.yaml", line: 1, column: 1 };

function gate(changes: readonly Change[], waivers: readonly Waiver[] = [], world: World = before, wished = scene) {
  return gatePlan({
    before: world,
    steps: stepsOf(changes),
    catalogue: TABLES.catalogue,
    setting: scene,
    wished: () => wished,
    waived: waivedOn(waivers, new Date("2026-11-22T12:00:00Z")),
  });
}

function stepsOf(changes: readonly Change[]): Step[] {
  return changes.map((change, index) => ({ id: `step-${index + 1}`, change, after: [], stage: index, risk: "safe" }));
}

function thing(kind: string, fits: (live: Live) => boolean): Live {
  const found = before.things.find((one) => one.kind === kind && fits(one));
  if (found === undefined) {
    throw new Error(`There is no such ${kind}.`);
  }
  return found;
}

const policy = (name: string) => thing("organization-policy", ({ properties }) => properties["name"] === name);
const account = (key: string) => thing("account", ({ id }) => id === before.accounts.get(key));
const unit = (name: string) => thing("organizational-unit", ({ properties }) => properties["name"] === name);
const attachment = (of: Live) => thing("policy-attachment", ({ properties }) => properties["policy"] === of.id);

function resource(live: Live, properties: JsonObject): Resource {
  const address = (live.owner.is === "us" ? live.owner.address : "test/it") as Address;
  return { address, kind: live.kind, place: live.place, properties, needs: [], declaredAt };
}

function update(live: Live, properties: JsonObject): Change {
  return { action: "update", from: live, to: resource(live, { ...live.properties, ...properties }), fields: [] };
}

function move(key: string, to: string): Change {
  const from = account(key);
  const wished = { ...resource(from, { ...from.properties, parent: unit(to).id }), accountKey: key };
  return { action: "move", from, to: wished, fields: [] };
}

/** A new policy, hung on the root or elsewhere. */
function denial(name: string, statement: JsonObject, target = "r-plac"): Change[] {
  const made = (kind: string, at: string, properties: JsonObject): Change => ({
    action: "create",
    to: { address: `test/${at}` as Address, kind, place: ORGANIZATION_PLACE, properties, needs: [], declaredAt },
  });
  const document = {
    Version: "2012-10-17",
    Statement: [{ Sid: "Own", Effect: "Deny", Resource: ["*"], ...statement }],
  };
  const type = "SERVICE_CONTROL_POLICY";
  return [
    made("organization-policy", name, { name, type, description: "", document, order: "last" }),
    made("policy-attachment", `${name}-on`, { policy: { $after: `test/${name}#id` }, target, order: "last" }),
  ];
}

const codes = ({ findings }: ReturnType<typeof gate>) => findings.map(({ code }) => code);

describe("the gates of a plan", () => {
  it("let a plan through that changes nothing", () => {
    const { findings, proofs } = gate([]);
    expect(findings).toEqual([]);
    expect(proofs.attacks.denied).toBeGreaterThan(20);
    expect(proofs.mustStay.broken).toBe(0);
  });

  it("refuse a step that cuts off the way back in, and name the step, the row, the policy and its statement", () => {
    const protect = policy("foundation-protect-orgwright");
    const text = JSON.stringify(protect.properties["document"]);
    const document = JSON.parse(
      text.replaceAll('"arn:*:iam::*:role/OrganizationAccountAccessRole",', ""),
    ) as JsonObject;
    const { findings } = gate([update(protect, { document })]);
    const cut = findings.filter(({ code }) => code === "would-cut-off");
    expect(cut.map(({ detail }) => detail.match(/P-\d+/)?.[0])).toEqual(
      expect.arrayContaining(["P-37", "P-38", "P-106"]),
    );
    expect(cut[0]?.detail).toContain("step-1");
    expect(cut[0]?.detail).toContain("foundation-protect-orgwright, Protect");
    expect(hasErrors(cut)).toBe(true);
  });

  it("look after every single step: what is cut off and let in again in one plan is refused", () => {
    const stay = policy("foundation-stay");
    const closed = { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: ["iam:*"], Resource: ["*"] }] };
    const { findings, proofs } = gate([update(stay, { document: closed }), update(stay, {})]);
    expect(proofs.mustStay.broken).toBe(0);
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(["would-cut-off"]));
    expect(findings[0]?.detail).toContain("step-1");
  });

  it("refuse a step that cuts off break-glass", () => {
    const breakGlass = { ArnLike: { "aws:PrincipalArn": ["arn:*:iam::*:role/breakglass/*"] } };
    const change = denial("no-emergency", { Action: ["iam:*", "sts:*", "organizations:*"], Condition: breakGlass });
    const role = thing("iam-role", ({ place }) => place.account === "shop");
    const properties = { ...role.properties, name: "BreakGlass", path: "/breakglass/", inline: {} };
    const managed = ["arn:aws:iam::aws:policy/AdministratorAccess"];
    const keeper = { ...role, id: "breakglass/BreakGlass", properties: { ...properties, managed }, outputs: {} };
    const { findings } = gate(change, [], { ...before, things: [...before.things, keeper] });
    expect(findings).toContainEqual(expect.objectContaining({ code: "would-cut-off", severity: "error" }));
    expect(findings.map(({ detail }) => detail).join()).toContain("role/breakglass/BreakGlass");
  });

  describe("when something is taken away that must work", () => {
    const shipped = offline("test/prove/shipped.yaml");
    const going = (fits: (live: Live) => boolean) =>
      shipped.world.things.filter(fits).map((from): Change => ({ action: "delete", from }));
    const isRole = (named: string) => (live: Live) =>
      live.kind === "iam-role" && live.properties["name"] === named && live.place.account === "shop-dev";
    const without = (fits: (live: Live) => boolean) =>
      sceneOf({ ...shipped.world, things: shipped.world.things.filter((live) => !fits(live)) }, shipped);
    const found = (fits: (live: Live) => boolean, wished: Scene) =>
      gate(going(fits), [], shipped.world, wished).findings;

    it("refuse it while the file wishes for it, and name no policy to exempt it in", () => {
      const [first, ...others] = found(isRole("BreakGlass"), shipped);
      expect([first, ...others].map((one) => one?.code)).not.toContain("break-glass-leaves");
      expect(first).toMatchObject({ code: "would-cut-off", severity: "error" });
      expect(first?.detail).toContain("role/breakglass/BreakGlass");
      expect(first?.fix).toMatch(
        /^No policy denies it: what it needs would be gone\. Keep that in the organization file/,
      );
    });

    it("refuse it where it comes back later in the same plan", () => {
      const [gone] = going(isRole("BreakGlass"));
      const from = gone?.action === "delete" ? gone.from : null;
      const back: Change = { action: "create", to: resource(from as Live, (from as Live).properties) };
      const { findings } = gate([gone as Change, back], [], shipped.world, shipped);
      expect(findings.map(({ code }) => code)).toContain("would-cut-off");
    });

    it("let it go when the file no longer wishes for it, and say so of the way in for emergencies", () => {
      const findings = found(isRole("BreakGlass"), without(isRole("BreakGlass")));
      expect(findings).toMatchObject([{ code: "break-glass-leaves", severity: "warning" }]);
      expect(findings[0]?.detail).toContain("From the step `step-1` on nobody gets in");
    });

    it("refuse it all the same when it is a role of orgwright's own", () => {
      const findings = found(isRole("OrgwrightApply"), without(isRole("OrgwrightApply")));
      expect(findings.map(({ code }) => code)).toContain("would-cut-off");
    });
  });

  it("refuse a step that cuts off the delivery of logs", () => {
    const logging = offline("examples/logging/orgwright.yaml").world;
    const bucket = logging.things.find(({ kind, properties }) => kind === "s3-bucket" && properties["objectLock"]);
    const open = bucket?.properties["policy"] as JsonObject;
    const statements = (open["Statement"] as JsonObject[]).filter(
      ({ Effect, Principal }) => Effect !== "Allow" || !JSON.stringify(Principal).includes("cloudtrail.amazonaws.com"),
    );
    const { findings } = gate([update(bucket as Live, { policy: { ...open, Statement: statements } })], [], logging);
    expect(findings).toContainEqual(expect.objectContaining({ code: "would-cut-off", severity: "error" }));
    expect(findings.map(({ detail }) => detail).join()).toContain("cloudtrail.amazonaws.com asks for s3:PutObject");
  });

  it("refuse a step that keeps orgwright from a later one", () => {
    const role = thing(
      "iam-role",
      ({ place, properties }) => place.account === "shop" && properties["name"] === "OrgwrightPlan",
    );
    const { findings } = gate([
      ...denial("no-trust", { Action: ["iam:UpdateRole"], Resource: ["arn:*:iam::*:role/orgwright/OrgwrightPlan"] }),
      update(role, { description: "Looks" }),
    ]);
    const [refused] = findings.filter(({ code }) => code === "would-refuse-orgwright");
    expect(refused).toMatchObject({ severity: "error" });
    expect(refused?.detail).toContain("step-3");
    expect(refused?.detail).toContain("iam:UpdateRole");
  });

  it("refuse a plan that breaks people's work, unless somebody answers for it", () => {
    const changes = denial("no-functions", { Action: ["lambda:PublishVersion"] });
    const { findings } = gate(changes);
    expect(findings).toMatchObject([{ code: "would-break", severity: "error" }]);
    expect(findings[0]?.detail).toContain("P-68");
    expect(
      gate(changes, [
        { rows: ["P-68"], owner: "ana", because: "No functions here", until: "2026-11-22", at: declaredAt },
      ]).findings,
    ).toEqual([]);
  });

  it("only warn of what is broken already", () => {
    const broken = worldAfter(before, denial("no-functions", { Action: ["lambda:PublishVersion"] }), scene.shapes);
    expect(gate([], [], broken).findings).toMatchObject([{ code: "is-broken", severity: "warning" }]);
  });

  it("refuse a plan that opens attacks that were denied, and group them", () => {
    const stay = policy("foundation-stay");
    const { findings, proofs } = gate([
      { action: "delete", from: attachment(stay) },
      { action: "delete", from: stay },
    ]);
    expect(findings).toMatchObject([{ code: "attack-opened", severity: "error" }]);
    expect(findings[0]?.detail).toContain("A-OG-01");
    expect(findings[0]?.fix).toContain("waivers");
    expect(proofs.attacks.open).toBeGreaterThan(0);
  });

  it("leave out what is waived, until the day is over", () => {
    const gone: Change[] = [{ action: "delete", from: attachment(policy("foundation-stay")) }];
    const waiver = { rows: ["A-OG-*"], owner: "ana", because: "The shop is sold", at: declaredAt };
    expect(gate(gone, [{ ...waiver, until: "2026-11-22" }]).findings).toEqual([]);
    expect(codes(gate(gone, [{ ...waiver, until: "2026-11-21" }]))).toEqual(["attack-opened"]);
  });

  it("let no waiver cut off the way back in", () => {
    const everything = [
      { rows: ["P-*", "A-*"], owner: "ana", because: "Trust me", until: "2099-01-01", at: declaredAt },
    ];
    expect(codes(gate(denial("no-iam", { Action: ["iam:*"] }), everything))).toContain("would-cut-off");
  });

  it("do not mind when an account is given up, or taken back", () => {
    expect(gate([move("shop", "suspended")]).findings).toEqual([]);
    expect(gate([move("given-up", "prod")]).findings).toEqual([]);
  });

  it("do not mind attacks that nothing guards against, before or after", () => {
    const { findings, proofs } = gate([move("shop", "dev")]);
    expect(findings).toEqual([]);
    expect(proofs.attacks.open).toBeGreaterThan(50);
  });
});

describe("guardrails that a file switches off", () => {
  const givenUp = new Set(["A-CF-01"]);
  const gateGiven = (waivers: readonly Waiver[]) =>
    gatePlan({
      ...{ before, steps: [], catalogue: TABLES.catalogue, setting: scene, wished: () => scene, givenUp },
      waived: waivedOn(waivers, new Date("2026-11-22T12:00:00Z")),
    }).findings;

  it("refuse a plan whose attacks they would deny, founding or not", () => {
    expect(gateGiven([])).toMatchObject([{ code: "attack-given-up", severity: "error" }]);
    expect(gateGiven([])[0]?.detail).toContain("A-CF-01");
  });

  it("do not, once somebody answers for it", () => {
    const waiver = { rows: ["A-CF-01"], owner: "ana", because: "No stacks here", until: "2026-12-31", at: declaredAt };
    expect(gateGiven([waiver])).toEqual([]);
  });

  it("are found by what the file would deny with all of them on", () => {
    const offered = offline();
    const wished = withPolicies(offered, (name, document) =>
      name === "foundation-stay" ? { ...document, Statement: [] } : document,
    );
    expect([...attacksGivenUp(TABLES.catalogue, wished, offered)]).toContain("A-OG-01");
    expect([...attacksGivenUp(TABLES.catalogue, offered, offered)]).toEqual([]);
  });
});

describe("the gate of apply", () => {
  const open = () => gateOfApply({ before, catalogue: TABLES.catalogue, setting: scene, wished: () => scene });

  it("lets steps through that cut nothing off", () => {
    const ask = open();
    expect(stepsOf([move("shop", "dev"), ...denial("no-speech", { Action: ["polly:*"] })]).map(ask)).toEqual([
      null,
      null,
      null,
    ]);
  });

  it("stops the step that would, having seen those before it", () => {
    const [make, hang] = stepsOf(denial("no-iam", { Action: ["iam:*"] }));
    const ask = open();
    expect(ask(make as Step)).toBeNull();
    expect(ask(hang as Step)).toMatchObject({ code: "would-cut-off", severity: "error" });
  });

  it("takes a step that it stopped for one that was not done", () => {
    const [make, hang] = stepsOf(denial("no-iam", { Action: ["iam:*"] }));
    const ask = open();
    ask(make as Step);
    expect(ask(hang as Step)).not.toBeNull();
    expect(stepsOf([move("shop", "dev")]).map(ask)).toEqual([null]);
  });
});
