import type { ImageState, LaunchPermissionState } from "../ec2/state.ts";
import { type RepositoryState, repositoryArn } from "../ecr/state.ts";
import { nextId, nextUuid } from "../ids.ts";
import type { ShareState } from "../ram/state.ts";
import type { PortfolioState } from "../servicecatalog/state.ts";
import { type ParameterState, parameterArn } from "../ssm/state.ts";
import type { World } from "../world.ts";
import { folded, unfolded } from "./documents.ts";
import type { WorldForm } from "./form.ts";
import { given, iso, only, sortedBy, timeOf, unless } from "./members.ts";
import { type Names, namesIn } from "./names.ts";
import type { ImageForm, ParameterForm, PortfolioForm, RepositoryForm, ShareForm } from "./published-forms.ts";

type Published = Pick<WorldForm, "repositories" | "parameters" | "shares" | "portfolios" | "images">;

/** Puts what a file's accounts publish into the world. */
export function addPublished(world: World, form: Published): void {
  const names = namesIn(world);
  for (const one of form.repositories ?? []) {
    const repository = repositoryOf(world, one, names);
    world.repositories[repositoryArn(world.partition, repository)] = repository;
  }
  for (const one of form.parameters ?? []) {
    const parameter = parameterOf(world, one, names);
    world.parameters[parameterArn(world.partition, parameter)] = parameter;
  }
  for (const one of form.shares ?? []) {
    const share = shareOf(world, one, names);
    world.shares[share.arn] = share;
  }
  for (const one of form.portfolios ?? []) {
    const portfolio = portfolioOf(world, one, names);
    world.portfolios[portfolio.id] = portfolio;
  }
  for (const one of form.images ?? []) {
    world.images[one.id] = imageOf(world, one, names);
  }
}

/** What the world's accounts publish, as a file tells it. Brief: without ids and times. */
export function publishedForms(world: World, names: Names, brief: boolean): Published {
  const shares = Object.values(world.shares).filter(({ deleted }) => !brief || deleted === null);
  return {
    ...only(
      "repositories",
      ordered(Object.values(world.repositories).map((one) => repositoryFormOf(one, names, brief))),
    ),
    ...only("parameters", ordered(Object.values(world.parameters).map((one) => parameterFormOf(one, names, brief)))),
    ...only("shares", ordered(shares.map((one) => shareFormOf(one, names, brief)))),
    ...only("portfolios", ordered(Object.values(world.portfolios).map((one) => portfolioFormOf(one, names, brief)))),
    ...only("images", ordered(Object.values(world.images).map((one) => imageFormOf(one, names, brief)))),
  };
}

function ordered<T extends { readonly account: string; readonly region: string; readonly name: string }>(
  forms: readonly T[],
): T[] {
  return sortedBy(forms, ({ account, region, name }) => `${account} ${region} ${name}`);
}

function repositoryOf(world: World, form: RepositoryForm, names: Names): RepositoryState {
  return {
    name: form.name,
    account: names.idOf(form.account),
    region: form.region,
    created: timeOf(form.created) ?? world.time,
    mutability: form.mutability ?? "MUTABLE",
    scanOnPush: form.scanOnPush ?? false,
    policy: form.policy === undefined ? null : folded(form.policy),
    lifecycle: form.lifecycle === undefined ? null : folded(form.lifecycle),
    tags: { ...form.tags },
  };
}

function repositoryFormOf(repository: RepositoryState, names: Names, brief: boolean): RepositoryForm {
  const { name, account, region, created, mutability, scanOnPush, policy, lifecycle, tags } = repository;
  return {
    name,
    account: names.of(account),
    region,
    ...(brief ? {} : { created: iso(created) }),
    ...unless("MUTABLE", "mutability", mutability),
    ...unless(false, "scanOnPush", scanOnPush),
    ...given("policy", policy === null ? null : unfolded(policy)),
    ...given("lifecycle", lifecycle === null ? null : unfolded(lifecycle)),
    ...only("tags", tags),
  } as RepositoryForm;
}

function parameterOf(world: World, form: ParameterForm, names: Names): ParameterState {
  const account = names.idOf(form.account);
  return {
    name: form.name,
    account,
    region: form.region,
    type: form.type ?? "String",
    value: form.value,
    description: form.description ?? "",
    tier: form.tier ?? "Standard",
    version: form.version ?? 1,
    modified: timeOf(form.modified) ?? world.time,
    modifiedBy: form.modifiedBy ?? `arn:${world.partition}:iam::${account}:root`,
    tags: { ...form.tags },
  };
}

function parameterFormOf(parameter: ParameterState, names: Names, brief: boolean): ParameterForm {
  const { name, account, region, type, value, description, tier, version, modified, modifiedBy, tags } = parameter;
  return {
    name,
    account: names.of(account),
    region,
    ...unless("String", "type", type),
    value,
    ...unless("", "description", description),
    ...unless("Standard", "tier", tier),
    ...(brief ? {} : { version, modified: iso(modified), modifiedBy }),
    ...only("tags", tags),
  } as ParameterForm;
}

function shareOf(world: World, form: ShareForm, names: Names): ShareState {
  const account = names.idOf(form.account);
  return {
    arn: form.arn ?? `arn:${world.partition}:ram:${form.region}:${account}:resource-share/${nextUuid(world)}`,
    name: form.name,
    account,
    region: form.region,
    created: timeOf(form.created) ?? world.time,
    external: form.external ?? true,
    resources: [...(form.resources ?? [])],
    principals: [...(form.principals ?? [])],
    tags: { ...form.tags },
    deleted: timeOf(form.deleted),
  };
}

function shareFormOf(share: ShareState, names: Names, brief: boolean): ShareForm {
  const { arn, name, account, region, created, external, resources, principals, tags, deleted } = share;
  return {
    ...(brief ? {} : { arn }),
    name,
    account: names.of(account),
    region,
    ...(brief ? {} : { created: iso(created) }),
    ...unless(true, "external", external),
    ...only("resources", resources),
    ...only("principals", principals),
    ...only("tags", tags),
    ...given("deleted", deleted === null ? null : iso(deleted)),
  } as ShareForm;
}

function portfolioOf(world: World, form: PortfolioForm, names: Names): PortfolioState {
  const shares = Array.isArray(form.sharedWith)
    ? form.sharedWith.map((id) => [id, { due: world.time }] as const)
    : Object.entries(form.sharedWith ?? {}).map(([id, due]) => [id, { due: Date.parse(due) }] as const);
  return {
    id: form.id ?? nextId(world, "port-", 13),
    account: names.idOf(form.account),
    region: form.region,
    created: timeOf(form.created) ?? world.time,
    name: form.name,
    provider: form.provider,
    description: form.description ?? "",
    tags: { ...form.tags },
    shares: Object.fromEntries(shares),
    token: form.token ?? "",
  };
}

function portfolioFormOf(portfolio: PortfolioState, names: Names, brief: boolean): PortfolioForm {
  const { id, account, region, created, name, provider, description, tags, shares, token } = portfolio;
  const due = Object.entries(shares).map(([organization, share]) => [organization, iso(share.due)]);
  return {
    ...(brief ? {} : { id }),
    account: names.of(account),
    region,
    ...(brief ? {} : { created: iso(created) }),
    name,
    provider,
    ...unless("", "description", description),
    ...only("tags", tags),
    ...only("sharedWith", brief ? Object.keys(shares) : Object.fromEntries(due)),
    ...(brief ? {} : unless("", "token", token)),
  } as PortfolioForm;
}

function imageOf(world: World, form: ImageForm, names: Names): ImageState {
  const { id, name, region, created, sharedWith = [] } = form;
  const launchPermissions = sharedWith.map(permissionOf);
  return {
    id,
    name,
    account: names.idOf(form.account),
    region,
    created: timeOf(created) ?? world.time,
    launchPermissions,
  };
}

function permissionOf(who: string): LaunchPermissionState {
  if (who === "all") {
    return { Group: who };
  }
  if (!who.startsWith("arn:")) {
    return { UserId: who };
  }
  return who.includes(":ou/") ? { OrganizationalUnitArn: who } : { OrganizationArn: who };
}

function imageFormOf(image: ImageState, names: Names, brief: boolean): ImageForm {
  const { id, name, account, region, created, launchPermissions } = image;
  return {
    id,
    name,
    account: names.of(account),
    region,
    ...(brief ? {} : { created: iso(created) }),
    ...only(
      "sharedWith",
      launchPermissions.flatMap((one) => Object.values(one) as string[]),
    ),
  };
}
