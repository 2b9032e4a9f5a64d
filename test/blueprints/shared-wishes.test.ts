import { describe, expect, test } from "vitest";
import type { Shape } from "../../src/model/shape.ts";
import { expanded, resourceAt, resourcesOf } from "./expanded.ts";
import { TOY_SHAPES } from "./toy-shapes.ts";

const MANY = `blueprint: many
title: Many
resources:
  organization: { kind: organization, properties: { name: acme, homeRegion: eu-west-1 } }
  ou: { kind: organizational-unit, forEach: [security, workloads], properties: { path: "\${each.value}" } }
  account:
    kind: account
    forEach: [logs, pay, shop]
    properties: { ou: "\${if(equals(each.key, 'logs'), 'security', 'workloads')}" }
  same:
    kind: iam-role
    in: { account: "\${each.key}" }
    forEach: "\${accountsIn('**')}"
    properties: { name: Same, trust: { all: [one, two] } }
  own:
    kind: iam-role
    in: { account: "\${each.key}" }
    forEach: "\${accountsIn('**')}"
    properties: { name: Own, trust: { account: "\${each.value.id}" } }
  wrong:
    kind: iam-role
    in: { account: "\${each.key}" }
    forEach: "\${accountsIn(['workloads', 'account:logs', '**'])}"
    properties: { name: Wrong, trust: {} }
`;

describe("resources that are wished for in the same words", () => {
  test("share their properties, and those with a word of their own do not", () => {
    const resources = resourcesOf({ blueprints: { many: MANY } });
    const properties = (address: string) => resourceAt(resources, address).properties;
    expect(properties("many/same:pay")).toBe(properties("many/same:shop"));
    expect(properties("many/own:pay")["trust"]).toEqual({ account: { $after: "many/account:pay#id" } });
    expect(properties("many/own:shop")["trust"]).toEqual({ account: { $after: "many/account:shop#id" } });
  });

  test("need the account that they live in and no other's", () => {
    const resources = resourcesOf({ blueprints: { many: MANY } });
    expect(resourceAt(resources, "many/same:pay").needs).toEqual(["many/account:pay"]);
    expect(resourceAt(resources, "many/same:shop").needs).toEqual(["many/account:shop"]);
  });

  test("are checked once when nothing is wrong with them, and each is named when something is", () => {
    const checked: string[] = [];
    const role: Shape = {
      ...(TOY_SHAPES.get("iam-role") as Shape),
      check({ address, properties: { name }, declaredAt }) {
        checked.push(address);
        const finding = { code: "role-name", severity: "error", summary: "Wrong", declaredAt } as const;
        return name === "Wrong" ? [{ ...finding, detail: `${address} is wrong.` }] : [];
      },
    };
    const { findings } = expanded({ blueprints: { many: MANY }, kinds: new Map([["iam-role", role]]) });
    expect(findings.map(({ detail }) => detail)).toEqual([
      "many/wrong:pay is wrong.",
      "many/wrong:shop is wrong.",
      "many/wrong:logs is wrong.",
    ]);
    expect(checked.filter((address) => address.startsWith("many/same"))).toEqual(["many/same:logs"]);
    expect(checked.filter((address) => address.startsWith("many/own"))).toHaveLength(3);
  });
});
