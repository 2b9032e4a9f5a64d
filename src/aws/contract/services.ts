/** The SDK's clients, by the name orgwright gives each service. Types only: nothing of the SDK is loaded from here. */
export interface Services {
  account: typeof import("@aws-sdk/client-account");
  cloudtrail: typeof import("@aws-sdk/client-cloudtrail");
  ec2: typeof import("@aws-sdk/client-ec2");
  ecr: typeof import("@aws-sdk/client-ecr");
  iam: typeof import("@aws-sdk/client-iam");
  kms: typeof import("@aws-sdk/client-kms");
  organizations: typeof import("@aws-sdk/client-organizations");
  ram: typeof import("@aws-sdk/client-ram");
  s3: typeof import("@aws-sdk/client-s3");
  s3control: typeof import("@aws-sdk/client-s3-control");
  servicecatalog: typeof import("@aws-sdk/client-service-catalog");
  servicequotas: typeof import("@aws-sdk/client-service-quotas");
  ssm: typeof import("@aws-sdk/client-ssm");
  sts: typeof import("@aws-sdk/client-sts");
  tagging: typeof import("@aws-sdk/client-resource-groups-tagging-api");
}

export type Service = keyof Services;

type CommandNames<S extends Service> = Exclude<Extract<keyof Services[S], `${string}Command`>, "$Command">;
type NameOf<Command> = Command extends `${infer Name}Command` ? Name : never;

/** Every operation that these clients know, as `service:Operation`. */
export type Callable = { [S in Service]: `${S}:${NameOf<CommandNames<S>>}` }[Service];

type CommandOf<O> = O extends `${infer S extends Service}:${infer Name}`
  ? `${Name}Command` extends keyof Services[S]
    ? Services[S][`${Name}Command`] extends abstract new (
        // biome-ignore lint/suspicious/noExplicitAny: only an inferred position, never a value
        ...args: any
      ) => infer Command
      ? Command
      : never
    : never
  : never;

type AnswerOf<Command> = Command extends { resolveMiddleware(...args: never): infer Handler }
  ? Handler extends (...args: never) => Promise<{ output: infer Answer }>
    ? Answer
    : never
  : never;

/** What an operation takes: the SDK's own input type. */
export type Input<O extends Callable> = CommandOf<O> extends { readonly input: infer I } ? I : never;

/** What an operation answers: the SDK's own output type without its metadata. */
export type Output<O extends Callable> = Omit<AnswerOf<CommandOf<O>>, "$metadata">;
