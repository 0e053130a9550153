export type { IColumn, IColumnLayout, IDictionary, ILabelTable, IListTable } from './layout';
export { newRows, sampleOf, labelRows, labelTable } from './lower-field';
export { ExpressionLowering, lowerLiteral as literalRel } from './lower-expression';
export type { IExpressionContext } from './lower-expression';
export { NotColumnar } from './lowered';
export type { ILabelFilter, IListRows, Lowered, LowerScope } from './lowered';
export { call, column, isNull, not, position, rid, truth } from './relation';
export type {
  IDialect,
  IRows,
  ISelect,
  Rel,
  RelAggregate,
  RelKey,
  RelOperator,
  RelType
} from './relation';
