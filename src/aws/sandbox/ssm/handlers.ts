import type { ParameterMetadata } from "@aws-sdk/client-ssm";
import type { Input } from "../../contract/services.ts";
import type { Caller, Handler, HandlersOf } from "../handlers.ts";
import { own } from "../iam/find.ts";
import { pageOf } from "../pages.ts";
import { refuse } from "../refuse.ts";
import { tagCheck } from "../tag-text.ts";
import type { World } from "../world.ts";
import { type ParameterState, parameterArn } from "./state.ts";

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const LARGEST = { Standard: 4096, Advanced: 8192 };
const DEEPEST = 15;

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html */
const describeParameters: Handler<"ssm:DescribeParameters"> = (world, input, at) => {
  const size = input.MaxResults ?? 10;
  if (size < 1 || size > 50) {
    validation(`Value '${size}' at 'maxResults' failed to satisfy constraint: Member must have value from 1 to 50`);
  }
  const filters = input.ParameterFilters ?? [];
  const mine = Object.values(world.parameters)
    .filter((one) => one.account === at.account && one.region === at.region)
    .filter((one) => filters.every((filter) => passes(one, filter)))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const list = `parameters-${filters.length}`;
  const page = pageOf(world.tempo, mine, { list, token: input.NextToken, size });
  if (page === null) {
    return refuse("InvalidNextToken", "The NextToken is not one that this list gave.");
  }
  return {
    Parameters: page.items.map((parameter) => metadata(world, parameter)),
    ...(page.next === undefined ? {} : { NextToken: page.next }),
  };
};

/** Values of a SecureString are not decrypted. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
const getParameter: Handler<"ssm:GetParameter"> = (world, input, at) => {
  const parameter = parameterFor(world, at, input.Name);
  const { name, type, value, version, modified } = parameter;
  return {
    Parameter: {
      Name: name,
      Type: type,
      Value: value,
      Version: version,
      LastModifiedDate: new Date(modified),
      ARN: parameterArn(world.partition, parameter),
      DataType: "text",
    },
  };
};

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
const putParameter: Handler<"ssm:PutParameter"> = (world, input, at) => {
  const name = checkedName(input.Name);
  const arn = parameterArn(world.partition, { account: at.account, region: at.region, name });
  const before = own(world.parameters, arn);
  if (before !== undefined && input.Overwrite !== true) {
    refuse(
      "ParameterAlreadyExists",
      "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
    );
  }
  if (input.Overwrite === true && (input.Tags ?? []).length > 0) {
    validation("Invalid request: tags and overwrite can't be used together.");
  }
  const tier = tierOf(input, before);
  const value = checkedValue(input.Value, tier);
  const type = input.Type ?? before?.type ?? validation("A parameter type is required when you create a parameter.");
  if (type !== "String" && type !== "StringList" && type !== "SecureString") {
    refuse("UnsupportedParameterType", `There is no parameter type ${type}.`);
  }
  const parameter: ParameterState = {
    name,
    account: at.account,
    region: at.region,
    type,
    value,
    description: checkedDescription(input.Description) ?? before?.description ?? "",
    tier,
    version: (before?.version ?? 0) + 1,
    modified: world.time,
    modifiedBy: at.principalArn,
    tags: checkedTags(before?.tags ?? {}, input.Tags ?? []),
  };
  world.parameters[arn] = parameter;
  return { Version: parameter.version, Tier: tier };
};

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html */
const deleteParameter: Handler<"ssm:DeleteParameter"> = (world, input, at) => {
  delete world.parameters[parameterArn(world.partition, parameterFor(world, at, input.Name))];
  return {};
};

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListTagsForResource.html */
const listTagsForResource: Handler<"ssm:ListTagsForResource"> = (world, input, at) => {
  const { tags } = taggable(world, at, input);
  return { TagList: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
};

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AddTagsToResource.html */
const addTagsToResource: Handler<"ssm:AddTagsToResource"> = (world, input, at) => {
  const parameter = taggable(world, at, input);
  parameter.tags = checkedTags(parameter.tags, input.Tags ?? []);
  return {};
};

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_RemoveTagsFromResource.html */
const removeTagsFromResource: Handler<"ssm:RemoveTagsFromResource"> = (world, input, at) => {
  const parameter = taggable(world, at, input);
  const gone = new Set(input.TagKeys ?? []);
  parameter.tags = Object.fromEntries(Object.entries(parameter.tags).filter(([key]) => !gone.has(key)));
  return {};
};

/** Every Systems Manager operation that the sandbox answers: those of Parameter Store. */
export const ssmHandlers = {
  "ssm:DescribeParameters": describeParameters,
  "ssm:GetParameter": getParameter,
  "ssm:PutParameter": putParameter,
  "ssm:DeleteParameter": deleteParameter,
  "ssm:ListTagsForResource": listTagsForResource,
  "ssm:AddTagsToResource": addTagsToResource,
  "ssm:RemoveTagsFromResource": removeTagsFromResource,
} as const satisfies HandlersOf<"ssm">;

function parameterFor(world: World, at: Caller, name: string | undefined): ParameterState {
  const arn = parameterArn(world.partition, { account: at.account, region: at.region, name: name ?? "" });
  return own(world.parameters, arn) ?? refuse("ParameterNotFound", `Parameter ${name ?? ""} not found.`);
}

function taggable(
  world: World,
  at: Caller,
  {
    ResourceType,
    ResourceId,
  }: { readonly ResourceType?: string | undefined; readonly ResourceId?: string | undefined },
): ParameterState {
  if (ResourceType !== "Parameter") {
    refuse("InvalidResourceType", "The sandbox has tags of parameters only.");
  }
  const arn = parameterArn(world.partition, { account: at.account, region: at.region, name: ResourceId ?? "" });
  return own(world.parameters, arn) ?? refuse("InvalidResourceId", `The resource ${ResourceId ?? ""} does not exist.`);
}

type Filter = NonNullable<Input<"ssm:DescribeParameters">["ParameterFilters"]>[number];

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html */
function passes(
  { name, tags }: ParameterState,
  { Key: key = "", Option: option = "Equals", Values = [] }: Filter,
): boolean {
  if (key === "Name" && option === "Equals") {
    return Values.includes(name);
  }
  if (key === "Name" && option === "BeginsWith") {
    return Values.some((value) => name.startsWith(value));
  }
  if (key.startsWith("tag:")) {
    const value = own(tags, key.slice("tag:".length));
    return value !== undefined && (Values.length === 0 || Values.includes(value));
  }
  return refuse("InvalidFilterKey", `The sandbox has no filter ${key} ${option}.`);
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-parameter-name-constraints.html */
function checkedName(sent: string | undefined): string {
  const name = sent ?? "";
  if (!/^[a-zA-Z0-9_.\-/]+$/.test(name) || name.endsWith("/") || name.includes("//")) {
    validation(`Parameter name: can't be prefixed with "ssm" and can have only letters, digits and . - _ /: ${name}`);
  }
  if (/^\/?(aws|ssm)/i.test(name)) {
    validation(`Parameter name: can't be prefixed with "aws" or "ssm" (case-insensitive): ${name}`);
  }
  const parts = name.split("/").filter((part) => part !== "").length;
  if (parts > 1 && !name.startsWith("/")) {
    validation("Parameter name must be a fully qualified name.");
  }
  return parts > DEEPEST
    ? refuse("HierarchyLevelLimitExceededException", `A hierarchy can have at most ${DEEPEST} levels.`)
    : name;
}

function checkedValue(sent: string | undefined, tier: ParameterState["tier"]): string {
  const value = sent ?? "";
  if (value === "" || Buffer.byteLength(value) > LARGEST[tier]) {
    validation(`A value has 1 to ${LARGEST[tier]} bytes in the tier ${tier}.`);
  }
  return value;
}

function checkedDescription(sent: string | undefined): string | undefined {
  return sent !== undefined && sent.length > 1024 ? validation("A description has at most 1024 characters.") : sent;
}

/** Back to the standard tier leads no way. */
function tierOf(
  { Tier: asked }: Input<"ssm:PutParameter">,
  before: ParameterState | undefined,
): ParameterState["tier"] {
  const tier = asked === "Advanced" || asked === "Standard" ? asked : (before?.tier ?? "Standard");
  return before?.tier === "Advanced" && tier === "Standard"
    ? validation(
        "This parameter uses the advanced-parameter tier. You can't downgrade it to the standard-parameter tier.",
      )
    : tier;
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Tag.html */
const checkedTags = tagCheck({
  tooMany: () => refuse("TooManyTagsError", "The Targets parameter includes too many tags."),
  invalid: validation,
});

function metadata(world: World, parameter: ParameterState): ParameterMetadata {
  const { name, type, description, tier, version, modified, modifiedBy } = parameter;
  return {
    Name: name,
    ARN: parameterArn(world.partition, parameter),
    Type: type,
    LastModifiedDate: new Date(modified),
    LastModifiedUser: modifiedBy,
    ...(description === "" ? {} : { Description: description }),
    Version: version,
    Tier: tier,
    Policies: [],
    DataType: "text",
  };
}

function validation(message: string): never {
  return refuse("ValidationException", message);
}
