import { describe, expect, it } from "vitest";
import { SHAPES } from "../../src/kinds/shapes.ts";
import type { Address } from "../../src/model/address.ts";
import type { Change } from "../../src/model/change.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Place } from "../../src/model/place.ts";
import type { Resource } from "../../src/model/resource.ts";
import { orderSteps } from "../../src/plan/steps.ts";

const MANAGEMENT: Place = { account: "management", region: "global" };

function wish(address: string, kind: string, properties: JsonObject, more: Partial<Resource> = {}): Resource {
  const declaredAt = { file: "orgwright.yaml", line: 1, column: 1 };
  const needs = more.place === undefined ? [] : [`accounts/account:${more.place.account}` as Address];
  return { address: address as Address, kind, place: MANAGEMENT, properties, needs, declaredAt, ...more };
}

const account = (key: string, order?: "first") =>
  wish(
    `accounts/account:${key}`,
    "account",
    { name: key, email: `${key}@acme.example`, parent: "r-acme", tags: {}, ...(order && { order }) },
    { accountKey: key },
  );

const role = (key: string) =>
  wish(`roles/role:${key}`, "iam-role", { name: "Role" }, { place: { account: key, region: "global" } });

const policy = (order: "first" | "last") =>
  wish(`rules/policy:${order}`, "organization-policy", { name: order, type: "SERVICE_CONTROL_POLICY", order });

/** The addresses of what is made, in the order of apply, by stage. */
function stagesOf(wished: readonly Resource[]): string[][] {
  const changes = wished.map((to): Change => ({ action: "create", to }));
  const stages = new Map<number, string[]>();
  for (const { id, stage } of orderSteps(changes, wished, SHAPES)) {
    stages.set(stage, [...(stages.get(stage) ?? []), id]);
  }
  return [...stages.values()];
}

describe("an account that is made first", () => {
  it("comes with everything in it before all other accounts, and after the first guardrails", () => {
    const wished = [account("shop"), account("logging", "first"), role("shop"), role("logging"), policy("first")];
    expect(stagesOf([...wished, policy("last")])).toEqual([
      ["rules/policy:first"],
      ["accounts/account:logging"],
      ["roles/role:logging"],
      ["accounts/account:shop"],
      ["roles/role:shop"],
      ["rules/policy:last"],
    ]);
  });

  it("draws what is in it forward even when the account itself stands already", () => {
    const wished = [account("shop"), account("logging", "first"), role("logging")];
    const changes = wished.slice(0, 1).concat(wished.slice(2));
    const steps = orderSteps(
      changes.map((to) => ({ action: "create", to })),
      wished,
      SHAPES,
    );
    expect(steps.map(({ id }) => id)).toEqual(["roles/role:logging", "accounts/account:shop"]);
  });

  it("is none unless the file says so", () => {
    const wished = [account("shop"), account("logging"), role("logging")];
    expect(stagesOf(wished)).toEqual([["accounts/account:shop", "accounts/account:logging"], ["roles/role:logging"]]);
  });
});
