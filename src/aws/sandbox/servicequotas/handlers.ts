import type { ServiceQuota } from "@aws-sdk/client-service-quotas";
import { controlRegion } from "../control-region.ts";
import type { HandlersOf } from "../handlers.ts";
import { pageOf } from "../pages.ts";
import { refuse } from "../refuse.ts";

const LARGEST_PAGE = 100;

/** What the sandbox's Service Quotas can do. It knows the quotas of Organizations alone. */
export const servicequotasHandlers = {
  /** https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_ListServiceQuotas.html */
  "servicequotas:ListServiceQuotas": (world, input, at) => {
    if (input.ServiceCode !== "organizations" || at.region !== controlRegion(world, at.region)) {
      return refuse("NoSuchResourceException", "The service is not available in this Region.");
    }
    const size = input.MaxResults ?? LARGEST_PAGE;
    if (size < 1 || size > LARGEST_PAGE) {
      refuse("IllegalArgumentException", `MaxResults must be from 1 to ${LARGEST_PAGE}.`);
    }
    const quotas = [
      quota("L-0710A20B", "Organizational units in an organization", world.quotas.units, false),
      quota("L-29A0C5DF", "Default maximum number of accounts", world.quotas.accounts, true),
    ];
    const page = pageOf(world.tempo, quotas, { list: "quotas", token: input.NextToken, size });
    if (page === null) {
      return refuse("InvalidPaginationTokenException", "The NextToken is not one that this list gave.");
    }
    return { Quotas: [...page.items], ...(page.next === undefined ? {} : { NextToken: page.next }) };
  },
} satisfies HandlersOf<"servicequotas">;

function quota(QuotaCode: string, QuotaName: string, Value: number, Adjustable: boolean): ServiceQuota {
  const service = { ServiceCode: "organizations", ServiceName: "AWS Organizations", GlobalQuota: true };
  return { ...service, QuotaCode, QuotaName, Value, Adjustable };
}
