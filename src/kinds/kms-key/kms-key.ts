import { z } from "zod";
import { fieldsOf } from "../../model/change.ts";
import type { Finding } from "../../model/finding.ts";
import { isObject, type Json, type JsonObject } from "../../model/json.ts";
import { tagsSchema } from "../../model/schema.ts";
import type { Checked, Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";
import { normalPolicy, samePolicy } from "../../policy/normal.ts";
import { documentFindings } from "../policy-findings.ts";

export type KmsKey = {
  /** Without `alias/`; empty while a live key has none. */
  readonly alias: string;
  readonly description: string;
  /** Whether KMS makes new key material every year. */
  readonly rotation: boolean;
  readonly policy: JsonObject;
  readonly tags: Readonly<Record<string, string>>;
  /** KMS's state of it; only live keys have one. */
  readonly state?: string;
  /** What sort of key it is, where it is none that encrypts and decrypts; only live keys have one. */
  readonly otherUse?: string;
};

/** What can be wrong with a key by itself: codes and fixed summaries. */
export const KEY_FINDINGS = {
  "key-policy-locks-out": "A key's policy would lock its own account out",
} as const;

const written = z.strictObject({
  alias: z
    .string()
    .max(250)
    .regex(/^(?!aws\/)[a-zA-Z0-9/_-]+$/, "letters, digits and / _ - only; names that begin with aws/ are AWS's own"),
  description: z.string().max(8192).default(""),
  rotation: z.boolean().default(true),
  policy: z.record(z.string(), z.json()),
  tags: tagsSchema.default({}),
});

/** A symmetric key of KMS with the alias that people know it by. It is never deleted. */
export const kmsKey: Shape<KmsKey> = {
  kind: "kms-key",
  noun: "key",
  schema: written as z.ZodType<JsonObject>,
  scope: "region",
  ownership: "tag",
  removal: "tell",
  stage: () => STAGE.keys,
  key: ({ alias }) => (alias === "" ? null : alias),
  label: ({ alias }) => (alias === "" ? "without an alias" : `alias/${alias}`),
  normal: (properties) => ({ ...properties, policy: normalPolicy(properties.policy) as JsonObject }),
  fields: {
    alias: { rule: "exclusive" },
    description: { rule: "exclusive" },
    rotation: { rule: "additive" },
    policy: { rule: "exclusive", grants: true, same: (a, b) => samePolicy(a, b) },
    tags: { rule: "additive", by: "entries" },
    state: { rule: "unwatched", why: "Keys are disabled, and given up, by people." },
    otherUse: { rule: "unwatched", why: "A key stays what it was made for." },
  },
  assigned: ["id", "arn"],
  computed: {},
  check: (resource) => [
    ...documentFindings(resource, "/policy", "resource", resource.properties.policy),
    ...lockOut(resource),
  ],
  hindrance({ id, owner, properties: { alias, state = "Enabled", otherUse } }) {
    if (otherUse !== undefined) {
      return {
        code: "key-not-usable",
        severity: "error",
        detail: `The key ${id} has the alias ${alias} and is ${otherUse}: nothing can be encrypted and decrypted with it as logs are.`,
        fix: `Give it another alias (aws kms delete-alias --alias-name alias/${alias}, then create-alias), then run again: a key of its own is made.`,
      };
    }
    return state === "Enabled" || state === "Creating" || state === "Updating"
      ? null
      : {
          code: "key-not-usable",
          // What is ours worked before, and other things may be put right meanwhile. Nothing is built on what never did.
          severity: owner.is === "us" ? "warning" : "error",
          detail: `The key ${id} is in the state ${state}: what it encrypts can be neither written nor read.`,
          fix: "In its account, cancel the deletion (kms:CancelKeyDeletion) and enable the key (kms:EnableKey), then run again.",
        };
  },
  risk: (change) => (fieldsOf(change).some(({ path }) => /^\/(policy|alias)/.test(path)) ? "disruptive" : "safe"),
  requests(change) {
    const actions = {
      create: ["CreateKey", "TagResource", "CreateAlias", "EnableKeyRotation"],
      adopt: ["TagResource", "PutKeyPolicy", "EnableKeyRotation", "UpdateKeyDescription"],
      update: [
        "TagResource",
        "PutKeyPolicy",
        "EnableKeyRotation",
        "UpdateKeyDescription",
        "CreateAlias",
        "UpdateAlias",
      ],
      move: [],
      delete: [],
    }[change.action];
    return actions.map((action) => ({ action: `kms:${action}`, resource: "*" }));
  },
};

/**
 * Without a statement for the account itself nobody but AWS Support could ever change the key's policy again.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
function lockOut({ address, properties, declaredAt }: Checked<KmsKey>): Finding[] {
  const statements = properties.policy["Statement"];
  if (Array.isArray(statements) && statements.some(keepsTheAccount)) {
    return [];
  }
  return [
    {
      code: "key-policy-locks-out",
      severity: "error",
      summary: KEY_FINDINGS["key-policy-locks-out"],
      detail: `${address}: no statement of the policy allows an account \`kms:*\`, so nobody could change the policy again.`,
      fix: 'Add a statement with `Principal: { AWS: <id of the key\'s account> }`, `Action: "kms:*"` and `Resource: "*"`.',
      at: declaredAt,
    },
  ];
}

function keepsTheAccount(statement: Json): boolean {
  if (!isObject(statement) || statement["Effect"] !== "Allow" || statement["Condition"] !== undefined) {
    return false;
  }
  const principal = statement["Principal"];
  const allowsAll = [statement["Action"]].flat().some((action) => action === "kms:*" || action === "*");
  return allowsAll && isObject(principal) && principal["AWS"] !== undefined;
}
