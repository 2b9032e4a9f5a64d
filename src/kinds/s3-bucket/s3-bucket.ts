import type { z } from "zod";
import { type Change, fieldsOf } from "../../model/change.ts";
import { concatTexts, shownText } from "../../model/deferred.ts";
import type { JsonObject } from "../../model/json.ts";
import { keyOf } from "../../model/natural-key.ts";
import type { Risk } from "../../model/plan.ts";
import type { Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";
import { normalPolicy, samePolicy } from "../../policy/normal.ts";
import { bucketFindings } from "./bucket-checks.shape.ts";
import { normalRules } from "./lifecycle.shape.ts";
import { bucketOf, type S3Bucket, writtenBucket } from "./properties.shape.ts";

/** An S3 bucket with everything that protects what it holds. It is never deleted. */
export const s3Bucket: Shape<S3Bucket> = {
  kind: "s3-bucket",
  noun: "bucket",
  schema: writtenBucket as z.ZodType<JsonObject>,
  resolve: (written) => ({ properties: bucketOf(written as z.infer<typeof writtenBucket>) }),
  scope: "region",
  ownership: "tag",
  removal: "tell",
  stage: () => STAGE.buckets,
  key: ({ name }) => keyOf(name),
  label: ({ name }) => shownText(name),
  normal: (properties) => ({
    ...properties,
    lifecycle: normalRules(properties.lifecycle),
    policy: properties.policy === null ? null : (normalPolicy(properties.policy) as JsonObject),
  }),
  fields: {
    name: {
      rule: "immutable",
      why: "A bucket keeps its name. Write the name that it has; or take our tags off it, and it stays as it is while a new one is made.",
    },
    objectLock: {
      rule: "immutable",
      why: "orgwright locks a bucket only in the call that makes it, so that nothing in it was ever without a lock. Give the bucket another name; the old one stays as it is once our tags are off it.",
    },
    retention: { rule: "exclusive" },
    versioning: { rule: "exclusive" },
    ownership: { rule: "exclusive" },
    publicAccessBlock: { rule: "exclusive" },
    encryption: { rule: "exclusive" },
    lifecycle: { rule: "exclusive" },
    policy: { rule: "exclusive", grants: true, same: (a, b) => samePolicy(a, b) },
    tags: { rule: "additive", by: "entries" },
    taken: { rule: "unwatched", why: "It tells why a name cannot be had." },
    lockedOut: { rule: "unwatched", why: "It tells that S3 lets nobody look." },
  },
  assigned: [],
  computed: {
    name: { text: ({ name }) => name },
    arn: { text: ({ name }, { partition }) => concatTexts(`arn:${partition}:s3:::`, name) },
  },
  check: bucketFindings,
  hindrance({ id, properties: { taken, lockedOut } }) {
    if (lockedOut) {
      return {
        code: "bucket-locked-out",
        severity: "error",
        detail: `The bucket ${id} is in this account, and S3 refuses every look at it: as a rule because its policy denies everything to everybody.`,
        fix: "Detach the guardrails that protect the bucket, take its policy off in a central root session (sts:AssumeRoot with the task S3UnlockBucketPolicy), then run again: one apply puts policy and guardrails back. docs/blueprints/guardrails.md has the calls.",
      };
    }
    return taken === undefined
      ? null
      : {
          code: "bucket-name-taken",
          severity: "error",
          detail: `The bucket ${id} is not to be had: ${taken}. All names of buckets are shared by all AWS accounts.`,
          fix: "Give the blueprint another form of name. Nothing is applied until then, so that no log goes to a stranger.",
        };
  },
  risk,
  requests(change) {
    const settings = [
      "PutBucketTagging",
      "PutBucketVersioning",
      "PutEncryptionConfiguration",
      "PutBucketPublicAccessBlock",
      "PutBucketOwnershipControls",
      "PutBucketObjectLockConfiguration",
      "PutBucketPolicy",
      "PutLifecycleConfiguration",
    ];
    const name = change.action === "delete" ? change.from.id : shownText((change.to.properties as S3Bucket).name);
    const actions =
      change.action === "delete" ? [] : change.action === "create" ? ["CreateBucket", ...settings] : settings;
    return actions.map((action) => ({ action: `s3:${action}`, resource: `arn:*:s3:::${name.replaceAll("…", "*")}` }));
  },
};

/** What is locked in compliance mode is locked for everybody; less protection than there was is a disruption. */
function risk(change: Change): Risk {
  if (change.action === "delete") {
    return "irreversible";
  }
  const wished = (change.to.properties as S3Bucket).retention;
  const before = change.action === "create" ? null : (change.from.properties as S3Bucket).retention;
  if (wished?.mode === "COMPLIANCE" && (before?.mode !== "COMPLIANCE" || before.days !== wished.days)) {
    return "irreversible";
  }
  const loosens = fieldsOf(change).some(
    ({ path }) => path === "/policy" || path === "/encryption" || path === "/retention",
  );
  return loosens ? "disruptive" : "safe";
}
