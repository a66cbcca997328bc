/** Kubernetes reads `$(NAME)` and `$$` in commands and values; every dollar doubled arrives as it was written. */
export const literal = (text: string): string => text.replaceAll('$', '$$$$');
