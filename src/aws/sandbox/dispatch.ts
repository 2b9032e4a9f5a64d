import { OPERATIONS, type Operation, specOf } from "../contract/operations.ts";
import { accountHandlers } from "./account/handlers.ts";
import { cloudtrailHandlers } from "./cloudtrail/handlers.ts";
import { ec2Handlers } from "./ec2/handlers.ts";
import { ecrHandlers } from "./ecr/handlers.ts";
import type { Caller } from "./handlers.ts";
import { iamHandlers } from "./iam/handlers.ts";
import { kmsHandlers } from "./kms/handlers.ts";
import { organizationsHandlers } from "./organizations/handlers.ts";
import { ramHandlers } from "./ram/handlers.ts";
import { s3controlHandlers } from "./s3/account-block.ts";
import { s3Handlers } from "./s3/handlers.ts";
import { servicecatalogHandlers } from "./servicecatalog/handlers.ts";
import { servicequotasHandlers } from "./servicequotas/handlers.ts";
import { ssmHandlers } from "./ssm/handlers.ts";
import { stsHandlers } from "./sts/handlers.ts";
import { taggingHandlers } from "./tagging/handlers.ts";
import type { World } from "./world.ts";

const HANDLERS = {
  ...accountHandlers,
  ...cloudtrailHandlers,
  ...ec2Handlers,
  ...ecrHandlers,
  ...iamHandlers,
  ...kmsHandlers,
  ...organizationsHandlers,
  ...ramHandlers,
  ...s3Handlers,
  ...s3controlHandlers,
  ...servicecatalogHandlers,
  ...servicequotasHandlers,
  ...ssmHandlers,
  ...stsHandlers,
  ...taggingHandlers,
};

type AnyHandler = (world: World, input: unknown, at: Caller) => object;

/** The handler of `service:Operation`; undefined when the sandbox has none. */
export function handlerOf(operation: string): AnyHandler | undefined {
  // The table is checked where it is built; here an operation is a name that came from outside.
  return Object.hasOwn(HANDLERS, operation)
    ? (HANDLERS as unknown as Record<string, AnyHandler>)[operation]
    : undefined;
}

/** Every operation that the sandbox has, in the order of its tables. */
export function sandboxOperations(): string[] {
  return Object.keys(HANDLERS);
}

/** Whether an operation changes the world. */
export function isWrite(operation: string): boolean {
  return Object.hasOwn(OPERATIONS, operation)
    ? specOf(operation as Operation).access === "write"
    : !/:(Describe|Get|Head|List)/.test(operation);
}
