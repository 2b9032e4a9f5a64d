import type { Caller } from "../handlers.ts";
import { own } from "../iam/find.ts";
import { refuse } from "../refuse.ts";
import { weighForCaller } from "../resource-policy/callers.ts";
import type { World } from "../world.ts";
import { invalid } from "./refusals.ts";
import { type RepositoryState, repositoryArn } from "./state.ts";

/** How a request names a repository: by its name, in the caller's registry unless it names another. */
export interface Reference {
  readonly registryId?: string | undefined;
  readonly repositoryName?: string | undefined;
}

/**
 * The repository that a request names, if it is left to the caller. In one's own account only a denial of the repository's
 * policy counts, as identity policies decide the rest; others need its leave.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
 */
export function repositoryFor(
  world: World,
  at: Caller,
  { registryId, repositoryName }: Reference,
  action: string,
): RepositoryState {
  const account = registryId ?? at.account;
  const name =
    repositoryName ?? invalid("Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must not be null'");
  const arn = repositoryArn(world.partition, { account, region: at.region, name });
  const repository = own(world.repositories, arn);
  checkLeave(world, at, repository ?? null, { account, arn, action });
  return (
    repository ??
    refuse(
      "RepositoryNotFoundException",
      `The repository with name '${name}' does not exist in the registry with id '${account}'`,
    )
  );
}

/** The repository with this ARN, of the caller's account. */
export function repositoryWithArn(world: World, at: Caller, arn: string | undefined, action: string): RepositoryState {
  const [, region, account, name] = /^arn:[^:]+:ecr:([^:]+):(\d{12}):repository\/(.+)$/.exec(arn ?? "") ?? [];
  if (name === undefined || region !== at.region) {
    invalid("Invalid parameter at 'resourceArn' failed to satisfy constraint: 'Invalid ARN'");
  }
  return repositoryFor(world, at, { registryId: account, repositoryName: name }, action);
}

function checkLeave(
  world: World,
  at: Caller,
  repository: RepositoryState | null,
  { account, arn, action }: { readonly account: string; readonly arn: string; readonly action: string },
): void {
  const verdict = weighForCaller(world, at, withResource(repository?.policy ?? null), {
    action,
    resource: arn,
    account,
  });
  const isLeft = account === at.account ? verdict !== "deny" : verdict === "allow" || verdict === "account";
  if (!isLeft) {
    refuse(
      "AccessDeniedException",
      `User: ${at.principalArn} is not authorized to perform: ${action} on resource: ${arn}`,
    );
  }
}

/** Policies on repositories name no resource: they are about the repository that they hang on. */
function withResource(policy: string | null): string | null {
  if (policy === null) {
    return null;
  }
  const document = JSON.parse(policy) as { Statement: object[] };
  return JSON.stringify({ ...document, Statement: document.Statement.map((one) => ({ ...one, Resource: "*" })) });
}
