import { Args } from '@oclif/core';
import { domainHost } from '@berth/domain';
import { usageFailure } from '../cli-failure.js';

/** The host that is meant, as DNS has it. */
export const domainArg = {
  host: Args.string({
    description: 'Host name of your own, such as shop.example.org.',
    required: true,
    parse: async (input: string): Promise<string> => {
      const parsed = domainHost.safeParse(input);
      if (parsed.success) return parsed.data;
      throw usageFailure(`“${input}” cannot be a domain.`, `A domain ${parsed.error.issues[0]!.message}.`);
    },
  }),
};
