import { describe, expect, it } from "vitest";
import { CannotEnter } from "../../src/aws/contract/cannot-enter.ts";
import type { Scope, Verbs } from "../../src/aws/contract/verbs.ts";
import { SHAPES } from "../../src/kinds/shapes.ts";
import type { Live } from "../../src/model/live.ts";
import type { Place } from "../../src/model/place.ts";
import { placeName } from "../../src/model/place.ts";
import type { Resource } from "../../src/model/resource.ts";
import type { Shape } from "../../src/model/shape.ts";
import { observe } from "../../src/observe/observe.ts";
import { scripted } from "../aws/contract/scripted.ts";
import { account, liveAccount, liveRole, NOBODY, role, us } from "../diff/things.ts";

const REGIONS = ["eu-west-1", "us-east-1"];

interface Looked {
  readonly kind: string;
  readonly place: Place;
  readonly scope: Scope;
}

/** Looks with verbs that answer as `listed` says. */
async function looking(
  resources: readonly Resource[],
  listed: (look: Looked) => readonly Live[] | Promise<readonly Live[]>,
  thorough = false,
) {
  const looks: Looked[] = [];
  const learned = new Map<string, string>();
  const regional = { ...(SHAPES.get("iam-role") as Shape), kind: "regional", scope: "region" } as Shape;
  const shapes = new Map([
    ["account", SHAPES.get("account") as Shape],
    ["iam-role", SHAPES.get("iam-role") as Shape],
    ["regional", regional],
    ["setting", { ...regional, kind: "setting", ownership: "place" } as Shape],
  ]);
  const looked = [...shapes.keys()].filter((kind) => kind !== "setting");
  const verbsOf = (kind: string) =>
    ({
      kind,
      async list(_aws, place, scope) {
        const look = { kind, place, scope };
        looks.push(look);
        return await listed(look);
      },
    }) as Verbs;
  const observation = await observe(scripted(() => ({})).aws, {
    organization: "acme",
    resources,
    shapes,
    verbs: new Map(looked.map((kind) => [kind, verbsOf(kind)])),
    regions: REGIONS,
    directory: { idOf: (key) => learned.get(key), learn: (key, id) => void learned.set(key, id) },
    thorough,
  });
  return { ...observation, looks, learned };
}

const SHOP = liveAccount("222222222222", us("workload/account:shop"), "shop");
const DEV = liveAccount("333333333333", us("workload/account:dev"), "dev");
const FILE = [account("shop"), account("dev"), role("house/support:shop", "shop", "Support")];
const places = (looks: readonly Looked[]) => looks.map(({ kind, place }) => `${kind} ${placeName(place)}`);

describe("a look at an organization", () => {
  it("goes into the management account and every account of the file that is there, in every region", async () => {
    const { looks, live, learned } = await looking(FILE, ({ kind }) => (kind === "account" ? [SHOP] : []));
    expect(places(looks)).toEqual([
      "account management/global",
      "iam-role management/global",
      "regional management/eu-west-1",
      "regional management/us-east-1",
      "iam-role shop/global",
      "regional shop/eu-west-1",
      "regional shop/us-east-1",
    ]);
    expect(live).toEqual([SHOP]);
    expect([...learned]).toEqual([["shop", "222222222222"]]);
  });

  it("tells each kind what is wished for of it in that place, and of what file", async () => {
    const { looks } = await looking(FILE, ({ kind }) => (kind === "account" ? [SHOP, DEV] : []), true);
    const wantedIn = (kind: string, place: string) =>
      looks.find((one) => one.kind === kind && placeName(one.place) === place)?.scope.wanted.map((one) => one.address);
    expect(wantedIn("account", "management/global")).toEqual(["workload/account:shop", "workload/account:dev"]);
    expect(wantedIn("iam-role", "shop/global")).toEqual(["house/support:shop"]);
    expect(wantedIn("iam-role", "dev/global")).toEqual([]);
    expect(looks.every(({ scope }) => scope.organization === "acme" && scope.thorough)).toBe(true);
    expect(looks.every(({ scope }) => scope.wished.length === FILE.length)).toBe(true);
  });

  it("tells where anything is to be made, of whatever kind; a setting that every place has is not", async () => {
    const shop = role("house/thing:shop", "shop", "Thing");
    const made = { ...shop, kind: "regional", place: { account: "shop", region: "eu-west-1" } };
    const set = { ...shop, kind: "setting", place: { account: "shop", region: "us-east-1" } };
    const { looks } = await looking([...FILE, made, set], ({ kind }) => (kind === "account" ? [SHOP] : []));
    const used = looks.filter(({ scope }) => scope.isUsed);
    expect([...new Set(used.map(({ place }) => placeName(place)))]).toEqual([
      "management/global",
      "shop/global",
      "shop/eu-west-1",
    ]);
  });

  it("never goes into accounts that the file does not have", async () => {
    const theirs = liveAccount("999999999999", NOBODY, "theirs");
    const { looks } = await looking([], ({ kind }) => (kind === "account" ? [theirs] : []));
    expect(places(looks)).not.toContain("iam-role theirs/global");
    expect(looks.map(({ place }) => place.account)).not.toContain("999999999999");
  });

  it.each(["SUSPENDED", "PENDING_CLOSURE", "CLOSED", "SOMETHING_NEW"])(
    "does not go into an account that is %s, and plans nothing there",
    async (state) => {
      const closed = liveAccount("222222222222", us("workload/account:shop"), "shop", { state });
      const { looks, unobserved } = await looking(FILE, ({ kind }) => (kind === "account" ? [closed] : []));
      expect([...unobserved]).toEqual(["shop"]);
      expect(looks.map(({ place }) => place.account)).not.toContain("shop");
    },
  );

  it("does not go into either of two that carry one address, nor into another file's", async () => {
    const twin = liveAccount("444444444444", us("workload/account:shop"), "twin");
    const theirs = { ...DEV, owner: { is: "other", name: "globex" } as const };
    const { looks } = await looking(FILE, ({ kind }) => (kind === "account" ? [SHOP, twin, theirs] : []));
    expect(new Set(looks.map(({ place }) => place.account))).toEqual(new Set(["management"]));
  });

  it("knows an account by its tag before its address", async () => {
    const tagged = liveAccount("222222222222", us("workload/account:shop"), "renamed", { email: "other@acme.example" });
    const namesake = liveAccount("444444444444", NOBODY, "shop");
    const { learned } = await looking(FILE, ({ kind }) => (kind === "account" ? [namesake, tagged] : []));
    expect(learned.get("shop")).toBe("222222222222");
  });
});

describe("an account that cannot be entered", () => {
  const closed = ({ kind, place }: Looked) => {
    if (kind === "account") {
      return [SHOP, DEV];
    }
    if (place.account === "shop") {
      throw new CannotEnter("shop", "222222222222", ["arn:aws:iam::222222222222:role/R"], "AccessDenied");
    }
    return kind === "iam-role" && place.account === "dev" ? [liveRole("dev", NOBODY, "R")] : [];
  };

  it("is told of with the role to make, and the others are looked into all the same", async () => {
    const { findings, unobserved, live } = await looking(FILE, closed);
    expect([...unobserved]).toEqual(["shop"]);
    expect(live).toContainEqual(liveRole("dev", NOBODY, "R"));
    expect(findings).toEqual([expect.objectContaining({ code: "account-not-entered", severity: "warning" })]);
    expect(findings[0]?.detail).toContain("arn:aws:iam::222222222222:role/R");
    expect(findings[0]?.fix).toContain("--allow skips-accounts=1");
  });

  it("is not one in which a look fails in another way: then there is no plan", async () => {
    const failing = ({ kind, place }: Looked) => {
      if (place.account === "shop") {
        throw new Error("lost");
      }
      return kind === "account" ? [SHOP] : [];
    };
    await expect(looking(FILE, failing)).rejects.toThrow("lost");
  });
});

describe("many accounts", () => {
  it("are looked into twenty at once", async () => {
    const keys = Array.from({ length: 50 }, (_, n) => `n${n}`);
    let [under, most] = [0, 0];
    await looking(
      keys.map((key) => account(key)),
      async ({ kind }) => {
        if (kind === "account") {
          return keys.map((key, n) => liveAccount(String(100_000_000_000 + n), us(`workload/account:${key}`), key));
        }
        if (kind === "iam-role") {
          under += 1;
          most = Math.max(most, under);
          await new Promise((resolve) => setImmediate(resolve));
          under -= 1;
        }
        return [];
      },
    );
    expect(most).toBe(20);
  });
});
