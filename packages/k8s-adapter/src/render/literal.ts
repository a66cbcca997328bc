/** Kubernetes reads `$(NAME)` and `$$` in commands and values; every dollar doubled arrives as it was written. */
export const literal = (text: string): string => text.replaceAll('$', '$$$$');

/** What `literal` was given. */
export const unescaped = (text: string): string => text.replaceAll('$$', '$');
