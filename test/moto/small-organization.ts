import {
  ListAccountsCommand,
  ListOrganizationalUnitsForParentCommand,
  ListPoliciesCommand,
  ListRootsCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";

/** The consents that a founding of `small.yaml` needs. */
export const CONSENTS = ["--allow", "creates-organization", "--allow", "creates-accounts=3"];

const EMAILS = ["audit", "shop-dev", "shop-prod"].map((key) => `aws+${key}@small.example`);
const UNITS = ["infrastructure", "security", "suspended", "workloads", "workloads/dev", "workloads/prod"];

/** What a moto has too much or too little of, once `small.yaml` is founded in it: asked with the SDK alone. */
export async function surplusAt(endpoint: string): Promise<string[]> {
  const { accounts, units, policies } = await namesAt(endpoint);
  return [
    ...differences("accounts", accounts, EMAILS),
    ...differences("units", units, UNITS),
    ...differences("policies", policies, [...new Set(policies)]),
  ];
}

function differences(what: string, found: readonly string[], wanted: readonly string[]): string[] {
  const [a, b] = [[...found].sort().join(", "), [...wanted].sort().join(", ")];
  return a === b ? [] : [`there are the ${what} ${a}`];
}

/** Addresses of the members, paths of the units and names of the policies, as often as there are any. */
async function namesAt(endpoint: string) {
  const credentials = { accessKeyId: "nobody", secretAccessKey: "nothing" };
  const client = new OrganizationsClient({ endpoint, region: "us-east-1", credentials });

  async function below(ParentId: string | undefined, path: string): Promise<string[]> {
    const { OrganizationalUnits = [] } = await client.send(new ListOrganizationalUnitsForParentCommand({ ParentId }));
    const paths = OrganizationalUnits.map(async ({ Id, Name }) => [
      `${path}${Name}`,
      ...(await below(Id, `${path}${Name}/`)),
    ]);
    return (await Promise.all(paths)).flat();
  }

  const { Accounts = [] } = await client.send(new ListAccountsCommand({}));
  const { Roots: [root] = [] } = await client.send(new ListRootsCommand({}));
  const { Policies = [] } = await client.send(new ListPoliciesCommand({ Filter: "SERVICE_CONTROL_POLICY" }));
  const members = Accounts.map(({ Email }) => Email ?? "").filter((email) => email !== "master@example.com");
  return {
    accounts: members,
    units: await below(root?.Id, ""),
    policies: Policies.map(({ Name }) => Name ?? ""),
  };
}
