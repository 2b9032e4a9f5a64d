import type { RawCall } from "../../src/aws/sandbox/sandbox.ts";
import { HOME, type Names } from "./founded.ts";

/** A call as the management account's administrator. */
export function atManagement(operation: string, input: object): RawCall {
  return callOf(operation, input);
}

/** A call at home as the administrator of an account, by its name. */
export function inAccount(names: Names, account: string, operation: string, input: object): RawCall {
  return { ...callOf(operation, input), account: names.account(account) };
}

function callOf(name: string, input: object): RawCall {
  const [service = "", operation = ""] = name.split(":");
  return { service, operation, input, region: service === "organizations" || service === "iam" ? "us-east-1" : HOME };
}

/** Our tags of an address. */
export function ourTags(address: string): Readonly<Record<string, string>> {
  return { "orgwright:address": address, "orgwright:organization": "acme" };
}

/** Tags as most services want them. */
export function listOf(tags: Readonly<Record<string, string>>): { readonly Key: string; readonly Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

export const OUR_TAG_KEYS = Object.keys(ourTags(""));

/** The trust of the roles in `things.yaml`. */
export function trustOf(names: Names, sid: string): string {
  const statement = {
    Sid: sid,
    Effect: "Allow",
    Principal: { AWS: names.account("management") },
    Action: "sts:AssumeRole",
    Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
  };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

/** A statement that lets another account do everything. */
export const STRANGER = {
  Sid: "Stranger",
  Effect: "Allow",
  Principal: { AWS: "999999999999" },
  Action: "*",
  Resource: "*",
} as const;
