// Writes blueprints/data/permissions.yaml from the table of AWS calls: the IAM actions that orgwright's own roles
// need, for planning and for applying, in the management account and in members. With --check it writes nothing and
// fails when the file is stale.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { stringify } from "yaml";
import { OPERATIONS, type Operation, serviceOf, specOf } from "../src/aws/contract/operations.ts";

const FILE = "blueprints/data/permissions.yaml";

/** What is called in the management account alone: the organization's services, and what trails and services need. */
const ORGANIZATION_LEVEL =
  /^(organizations|servicequotas|tagging|account):|^ram:EnableSharing|^servicecatalog:(Enable|GetAWS)|^iam:(\w*Organizations|CreateServiceLinkedRole)|^cloudtrail:(?!Describe|Get|List)/;

const HEADER = `# The IAM actions that orgwright's own roles are given, made from the table of every AWS call that it may make
# (src/aws/contract/operations.ts) by scripts/generate-permissions.ts. Do not edit.
`;

function actions(wanted: (operation: Operation) => boolean): string[] {
  const operations = (Object.keys(OPERATIONS) as Operation[]).filter((operation) => operation !== "sts:AssumeRole");
  return [...new Set(operations.filter(wanted).flatMap((operation) => specOf(operation).iam ?? [operation]))].sort();
}

const isMember = (operation: Operation) => serviceOf(operation) !== "sts" && !ORGANIZATION_LEVEL.test(operation);
const isRead = (operation: Operation) => specOf(operation).access === "read";

const text =
  HEADER +
  stringify({
    management: { plan: actions(isRead), apply: actions(() => true) },
    member: {
      plan: actions((operation) => isMember(operation) && isRead(operation)),
      apply: actions(isMember),
    },
  });

const isCurrent = existsSync(FILE) && readFileSync(FILE, "utf8") === text;
if (process.argv.includes("--check")) {
  if (!isCurrent) {
    console.log(`${FILE} is stale: run npx tsx scripts/generate-permissions.ts`);
  }
  process.exitCode = isCurrent ? 0 : 1;
} else if (!isCurrent) {
  writeFileSync(FILE, text);
  console.log(`${FILE} written`);
}
