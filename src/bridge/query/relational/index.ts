export type { IColumn, IColumnLayout, IDictionary, ILabelTable, IListTable } from './layout';
export { newRows, requireUnchanged, sampleOf, labelRows, labelTable } from './lower-field';
export { lowerLiteral as literalRel } from './lower-comparison';
export { ExpressionLowering } from './lower-expression';
export type { IExpressionContext } from './lower-expression';
export { computedValue, isChanged, NotColumnar } from './lowered';
export type {
  IComputedValue,
  IContentChange,
  IHiding,
  ILabelFilter,
  IListRows,
  Lowered,
  LowerScope,
  Transform
} from './lowered';
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
