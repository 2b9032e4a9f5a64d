import { describe, expect, it } from "vitest";
import { OPERATIONS, type Operation, specOf } from "../../../src/aws/contract/operations.ts";
import { copy } from "../../../src/aws/sandbox/copy.ts";
import { openSandbox } from "../../../src/aws/sandbox/sandbox.ts";
import type { World } from "../../../src/aws/sandbox/world.ts";
import { CLOUDTRAIL_ROWS } from "./cloudtrail-refusals.ts";
import { KMS_ROWS } from "./kms-refusals.ts";
import { S3_ROWS } from "./s3-refusals.ts";
import { ask, HOME, readyForTrail, type Stand } from "./trail-world.ts";

const SERVICE_ROWS = [...S3_ROWS, ...KMS_ROWS, ...CLOUDTRAIL_ROWS];

let ready: Stand | undefined;

/** A world of its own for each row: what is ready for a trail, and a bucket that is not locked. */
async function fresh(): Promise<Stand> {
  if (ready === undefined) {
    ready = await readyForTrail({ takenBuckets: ["taken-bucket"] });
    const CreateBucketConfiguration = { LocationConstraint: HOME } as const;
    await ask(ready, "s3:CreateBucket", { Bucket: "acme-plain", CreateBucketConfiguration });
  }
  return { ...ready, sandbox: await openSandbox({ world: ready.sandbox.world }) };
}

describe("S3, KMS and CloudTrail in the sandbox", () => {
  it.each(SERVICE_ROWS)("refuse $operation when $why ($code)", async (row) => {
    const stand = await fresh();
    await row.before?.(stand);
    const before = stateOf(stand.sandbox.world);
    const where = {
      ...(row.as === undefined ? {} : { as: stand[row.as] }),
      ...(row.region === undefined ? {} : { region: row.region }),
    };
    const error = await ask(stand, row.operation, row.input(stand) as never, where).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ name: "AwsError", operation: row.operation, code: row.code, outcome: "refused" });
    expect(stateOf(stand.sandbox.world)).toBe(before);
  });

  it("are tried for every operation that changes anything, and for most that only look", () => {
    const tried = new Set<string>(SERVICE_ROWS.map(({ operation }) => operation));
    const untried = (Object.keys(OPERATIONS) as Operation[]).filter(
      (operation) => /^(s3|s3control|kms|cloudtrail):/.test(operation) && !tried.has(operation),
    );
    expect(untried.filter((operation) => specOf(operation).access === "write")).toEqual([]);
    expect(untried.toSorted()).toEqual(["s3:GetBucketEncryption", "s3:GetBucketVersioning"]);
    expect(SERVICE_ROWS.length).toBeGreaterThanOrEqual(40);
  });

  it("follow an AWS page each", () => {
    expect(SERVICE_ROWS.filter(({ page }) => !page.startsWith("https://docs.aws.amazon.com/"))).toEqual([]);
  });
});

function stateOf(world: World): string {
  return JSON.stringify({ ...copy(world), time: 0 });
}
