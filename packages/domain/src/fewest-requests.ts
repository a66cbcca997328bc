/** How many requests a stage must have had before its gates are judged. */
export const fewestRequests = 20;
