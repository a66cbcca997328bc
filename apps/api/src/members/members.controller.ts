import { Controller } from '@nestjs/common';
import { Operation, Request, type Call } from '../http/operation.js';
import { AddMember } from './add-member.js';
import { ChangeMember } from './change-member.js';
import { ListMembers } from './list-members.js';
import { RemoveMember } from './remove-member.js';

@Controller()
export class MembersController {
  constructor(
    private readonly list: ListMembers,
    private readonly add: AddMember,
    private readonly change: ChangeMember,
    private readonly remove: RemoveMember,
  ) {}

  @Operation('listMembers')
  listMembers(@Request() { actor, query }: Call<'listMembers'>) {
    return this.list.run(actor.tenant.id, query);
  }

  @Operation('addMember')
  addMember(@Request() { actor, body }: Call<'addMember'>) {
    return this.add.run(actor, body);
  }

  @Operation('changeMember')
  changeMember(@Request() { actor, params, body }: Call<'changeMember'>) {
    return this.change.run(actor, params.user, body);
  }

  @Operation('removeMember')
  removeMember(@Request() { actor, params }: Call<'removeMember'>) {
    return this.remove.run(actor, params.user);
  }
}
