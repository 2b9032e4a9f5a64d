import {
  ListAccountsCommand,
  ListOrganizationalUnitsForParentCommand,
  ListPoliciesCommand,
  ListRootsCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Operation, specOf } from "../../src/aws/contract/operations.ts";
import { type PassingCall, type RecordingProxy, recordingProxy, type Verdict } from "./recording-proxy.ts";
import { type Orgwright, orgwright, ownMoto, reset, temporaryFolder, unhurriedPackage } from "./world.ts";

/** How many points of the founding, at least 20: a number, or `all`. */
const POINTS = process.env["ORGWRIGHT_KILL_POINTS"] ?? "20";

const SECONDS_FOR_A_POINT = 30;
const MOST_POINTS = 200;

const CONSENTS = ["--allow", "creates-organization", "--allow", "creates-accounts=3"];
const EMAILS = ["audit", "shop-dev", "shop-prod"].map((key) => `aws+${key}@small.example`);
const UNITS = ["infrastructure", "security", "suspended", "workloads", "workloads/dev", "workloads/prod"];

/** Where the process dies: at a write, which then has not been sent, or has been done without anybody hearing of it. */
interface Point {
  /** Counts the writes from 1. */
  readonly write: number;
  readonly verdict: Exclude<Verdict, "pass">;
}

/** All points of a founding with so many writes. */
function pointsOf(writes: number): Point[] {
  return Array.from({ length: writes }, (_, index) => index + 1).flatMap((write) => [
    { write, verdict: "unsent" as const },
    { write, verdict: "unheard" as const },
  ]);
}

/**
 * So many of them, evenly spread, and among them every lost answer to a call that must not be sent twice: there is no
 * asking AWS again for what may have been made.
 */
function choose(all: readonly Point[], wanted: number, writes: readonly string[]): Point[] {
  const isOnce = ({ write }: Point) => specOf(writes[write - 1] as Operation).retry === "never";
  const must = all.filter((point) => point.verdict === "unheard" && isOnce(point));
  const others = all.filter((point) => !must.includes(point));
  const count = Math.min(Math.max(wanted - must.length, 2), others.length);
  const chosen = new Set(must);
  for (let index = 0; index < count; index += 1) {
    chosen.add(others[Math.round((index * (others.length - 1)) / (count - 1))] as Point);
  }
  return all.filter((point) => chosen.has(point));
}

const isWrite = ({ operation }: PassingCall) => specOf(operation as Operation)?.access === "write";

describe("a founding that is killed", () => {
  const { path: folder, remove } = temporaryFolder();
  let moto: { readonly endpoint: string; stop(): void };
  let proxy: RecordingProxy;
  let small: Orgwright;

  beforeAll(async () => {
    moto = await ownMoto({ managedPolicies: false });
    proxy = await recordingProxy(moto.endpoint);
    small = { file: "small.yaml", endpoint: proxy.endpoint, folder, bin: unhurriedPackage(folder) };
  });

  afterAll(() => {
    proxy.close();
    moto.stop();
    remove();
  });

  const apply = (kill?: AbortSignal) => orgwright(small, ["apply", "--yes", ...CONSENTS], kill);

  /** The writes of a founding that nobody disturbs. */
  async function undisturbed(): Promise<readonly string[]> {
    await reset(moto.endpoint);
    proxy.watch(
      () => "pass",
      () => {},
    );
    const { code, stderr } = await apply();
    expect(code, stderr).toBe(0);
    return proxy.calls.filter(isWrite).map(({ operation }) => operation);
  }

  /** Founds until the process is killed at a point; answers the operation at which it was. */
  async function foundUntil(point: Point): Promise<string> {
    await reset(moto.endpoint);
    const killer = new AbortController();
    let writes = 0;
    let at = "no call";
    proxy.watch(
      (call) => {
        writes += isWrite(call) ? 1 : 0;
        const isPoint = isWrite(call) && writes === point.write;
        at = isPoint ? call.operation : at;
        return isPoint ? point.verdict : "pass";
      },
      () => killer.abort(),
    );
    const { signal } = await apply(killer.signal);
    expect(signal).toBe("SIGKILL");
    await proxy.settled();
    return at;
  }

  /** What is not as it should be after the next run. */
  async function recover(): Promise<string[]> {
    proxy.watch(
      () => "pass",
      () => {},
    );
    const applied = await apply();
    const second = await orgwright(small, ["plan", "--detailed-exitcode"]);
    const { accounts, units, policies } = await namesAt(moto.endpoint);
    return [
      ...(applied.code === 0 ? [] : [`apply ended with ${applied.code}: ${applied.stderr}`]),
      ...(second.code === 0 ? [] : [`the second plan ended with ${second.code}: ${second.stdout}`]),
      ...differences("accounts", accounts, EMAILS),
      ...differences("units", units, UNITS),
      ...differences("policies", policies, [...new Set(policies)]),
    ];
  }

  it(
    "is taken up by the next run wherever that was, with no account, unit or policy made twice",
    async () => {
      const writes = await undisturbed();
      const all = pointsOf(writes.length);
      const points = POINTS === "all" ? all : choose(all, Number(POINTS), writes);
      const outcomes: string[] = [];
      const problems: string[] = [];
      for (const point of points) {
        const at = await foundUntil(point);
        const wrong = await recover();
        outcomes.push(
          `write ${point.write} of ${writes.length}, ${at}, ${point.verdict}: ${wrong.length === 0 ? "taken up" : "WRONG"}`,
        );
        problems.push(...wrong.map((what) => `killed at write ${point.write} (${at}, ${point.verdict}): ${what}`));
      }
      console.log(`Killed at ${points.length} of ${all.length} points:\n  ${outcomes.join("\n  ")}`);
      expect(problems).toEqual([]);
      expect(points.length).toBeGreaterThanOrEqual(Math.min(20, all.length));
    },
    SECONDS_FOR_A_POINT * MOST_POINTS * 1000,
  );
});

function differences(what: string, found: readonly string[], wanted: readonly string[]): string[] {
  const [a, b] = [[...found].sort().join(", "), [...wanted].sort().join(", ")];
  return a === b ? [] : [`there are the ${what} ${a}`];
}

/** Addresses of the members, paths of the units and names of the policies, as often as there are any. */
async function namesAt(endpoint: string) {
  const credentials = { accessKeyId: "nobody", secretAccessKey: "nothing" };
  const client = new OrganizationsClient({ endpoint, region: "us-east-1", credentials });

  async function below(ParentId: string | undefined, path: string): Promise<string[]> {
    const { OrganizationalUnits = [] } = await client.send(new ListOrganizationalUnitsForParentCommand({ ParentId }));
    const paths = OrganizationalUnits.map(async ({ Id, Name }) => [
      `${path}${Name}`,
      ...(await below(Id, `${path}${Name}/`)),
    ]);
    return (await Promise.all(paths)).flat();
  }

  const { Accounts = [] } = await client.send(new ListAccountsCommand({}));
  const { Roots: [root] = [] } = await client.send(new ListRootsCommand({}));
  const { Policies = [] } = await client.send(new ListPoliciesCommand({ Filter: "SERVICE_CONTROL_POLICY" }));
  const members = Accounts.map(({ Email }) => Email ?? "").filter((email) => email !== "master@example.com");
  return {
    accounts: members,
    units: await below(root?.Id, ""),
    policies: Policies.map(({ Name }) => Name ?? ""),
  };
}
