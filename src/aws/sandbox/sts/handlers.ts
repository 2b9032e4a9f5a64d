import type { HandlersOf } from "../handlers.ts";
import { assumeRole } from "./assume-role.ts";
import { getCallerIdentity, getSessionToken } from "./identity.ts";

/** Every STS operation that the sandbox answers. */
export const stsHandlers = {
  "sts:AssumeRole": assumeRole,
  "sts:GetCallerIdentity": getCallerIdentity,
  "sts:GetSessionToken": getSessionToken,
} as const satisfies HandlersOf<"sts">;
