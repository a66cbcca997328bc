/** What has become of a provider's message: it waits, is worked on, or has ended as a deployment, with a preview removed, as nothing to do, or as a failure. */
export const deliveryStates = ['received', 'running', 'deployed', 'removed', 'ignored', 'failed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** What the provider was told of a commit last. */
export const reportedStates = ['pending', 'success', 'failure', 'error'] as const;
export type ReportedState = (typeof reportedStates)[number];
