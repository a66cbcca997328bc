/** The external metric that autoscalers read: requests per second to a Service of their namespace, which the label `service` names. */
export const requestMetric = { name: 'ingress_requests_per_second', serviceLabel: 'service' } as const;

/** What is said where it is asked for and nothing tells it. */
export const requestsUncounted = `The autoscalers of this cluster are not told of requests: an operator has to install what serves the external metric ${requestMetric.name}.`;
