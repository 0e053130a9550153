/** `apply` without `apply`: the value in the place of the current element. */
import {
  ELEMENT_OPERANDS,
  isField,
  isLiteral,
  type Expression,
  type IFieldExpression
} from '../../../protocol';
import { NotColumnar } from './lowered';

function joined(subject: IFieldExpression, path: string): IFieldExpression {
  return { ...subject, field: subject.field === '' ? path : `${subject.field}.${path}` };
}

/** @throws NotColumnar if a part or a random number is asked of a computed value */
export function substituteElement(body: Expression, subject: Expression): Expression {
  if (isField(body)) {
    if (body.root) {
      return body;
    }
    if (body.field === '') {
      return subject;
    }
    if (!isField(subject)) {
      throw new NotColumnar(`'${body.field}' of a computed value`);
    }
    return joined(subject, body.field);
  }
  if (isLiteral(body)) {
    return body;
  }
  if (body.op === 'rand' || body.op === 'randn') {
    throw new NotColumnar('a random number for a computed value');
  }
  // What is about elements stays about its own.
  const own = ELEMENT_OPERANDS[body.op];
  return {
    op: body.op,
    args: body.args.map((arg, i) => (i === own ? arg : substituteElement(arg, subject)))
  };
}
