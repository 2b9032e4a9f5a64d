import { bareCode } from "../contract/bare-answers.ts";
import { Refusal } from "./refuse.ts";

interface ServiceErrors {
  readonly throttle: string;
  readonly throttleStatus?: number;
  readonly internal: string;
}

/**
 * How services call what may hit any call. What is not listed here is called as in Organizations.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/CommonErrors.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 * https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-errors.html
 */
const ERRORS: Readonly<Record<string, ServiceErrors>> = {
  account: { throttle: "TooManyRequestsException", throttleStatus: 429, internal: "ServiceException" },
  cloudtrail: { throttle: "ThrottlingException", internal: "InternalFailure" },
  ec2: { throttle: "RequestLimitExceeded", throttleStatus: 503, internal: "InternalError" },
  ecr: { throttle: "ThrottlingException", internal: "ServerException" },
  iam: { throttle: "Throttling", internal: "ServiceFailure" },
  kms: { throttle: "ThrottlingException", internal: "KMSInternalException" },
  ram: { throttle: "ThrottlingException", throttleStatus: 429, internal: "ServerInternalException" },
  s3: { throttle: "SlowDown", throttleStatus: 503, internal: "InternalError" },
  s3control: { throttle: "SlowDown", throttleStatus: 503, internal: "InternalError" },
  servicecatalog: { throttle: "ThrottlingException", internal: "InternalFailure" },
  servicequotas: { throttle: "TooManyRequestsException", throttleStatus: 429, internal: "ServiceException" },
  ssm: { throttle: "ThrottlingException", internal: "InternalServerError" },
  sts: { throttle: "Throttling", internal: "ServiceFailure" },
  tagging: { throttle: "ThrottledException", internal: "ServiceException" },
};

const USUAL: ServiceErrors = { throttle: "TooManyRequestsException", internal: "ServiceException" };

/** The refusal of a call for its rate. */
export function throttleOf(operation: string): Refusal {
  const { throttle, throttleStatus = 400 } = errorsOf(operation);
  return new Refusal(throttle, "Rate exceeded", { status: throttleStatus });
}

/** The name of a failure inside the service. */
export function serverErrorOf(operation: string): string {
  return errorsOf(operation).internal;
}

/**
 * A refusal as the caller gets it: the answer to a HEAD request has no body, so its status is all there is.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 */
export function withoutBody(operation: string, refusal: Refusal): Refusal {
  const code = bareCode(operation, refusal.status);
  return code === undefined ? refusal : new Refusal(code, `HTTP status ${refusal.status}`, { status: refusal.status });
}

function errorsOf(operation: string): ServiceErrors {
  return ERRORS[operation.slice(0, operation.indexOf(":"))] ?? USUAL;
}
