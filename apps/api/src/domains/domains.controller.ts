import { Controller } from '@nestjs/common';
import { Operation, Request, type Call } from '../http/operation.js';
import { AddDomain } from './add-domain.js';
import { CheckDomain } from './check-domain.js';
import { ReadDomains } from './read-domains.js';
import { RemoveDomain } from './remove-domain.js';
import { SetDomainCertificate } from './set-domain-certificate.js';

@Controller()
export class DomainsController {
  constructor(
    private readonly domains: ReadDomains,
    private readonly add: AddDomain,
    private readonly check: CheckDomain,
    private readonly certificate: SetDomainCertificate,
    private readonly remove: RemoveDomain,
  ) {}

  @Operation('listDomains')
  listDomains(@Request() { actor, params }: Call<'listDomains'>) {
    return this.domains.list(actor.tenant.id, params);
  }

  @Operation('addDomain')
  addDomain(@Request() { actor, params, body }: Call<'addDomain'>) {
    return this.add.run(actor, params, body.host);
  }

  @Operation('checkDomain')
  checkDomain(@Request() { actor, params }: Call<'checkDomain'>) {
    return this.check.run(actor, params, params.host);
  }

  @Operation('setDomainCertificate')
  setDomainCertificate(@Request() { actor, params, body }: Call<'setDomainCertificate'>) {
    return this.certificate.run(actor, params, params.host, body);
  }

  @Operation('removeDomain')
  removeDomain(@Request() { actor, params }: Call<'removeDomain'>) {
    return this.remove.run(actor, params, params.host);
  }
}
