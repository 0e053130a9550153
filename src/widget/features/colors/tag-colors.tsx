/** Colours of the tags that labels have. */
import * as React from 'react';
import { colorOfLabelTag, type ColorScheme } from '../../../protocol';
import { useColors } from '../../model';
import { ColorInput } from './color-input';
import { changed } from './scheme-edits';
import { ValueColors } from './value-colors';

interface ITagColorsProps {
  scheme: ColorScheme;
  onChange(scheme: ColorScheme, what: string): void;
}

export function TagColors({ scheme, onChange }: ITagColorsProps): JSX.Element {
  const colors = useColors();
  const tags = scheme.label_tags ?? {};
  const set = (part: NonNullable<ColorScheme['label_tags']>, what: string): void => {
    const next = { ...tags, ...part };
    const empty = !next.fieldColor && !next.valueColors?.length;
    onChange(changed(scheme, { label_tags: empty ? null : next }), `tags ${what}`);
  };
  return (
    <section className="lunette-FieldColors">
      <div className="lunette-FieldColors-head">
        <span className="lunette-FieldColors-name">Tags of labels</span>
        <ColorInput
          color={tags.fieldColor ?? null}
          shown={colors.labelTags.color ?? '#808080'}
          label="Colour of tags"
          onChange={fieldColor => set({ fieldColor }, 'color')}
        />
      </div>
      <ValueColors
        label="Tags"
        own={tags.valueColors ?? []}
        values={[]}
        distinct={0}
        shownOf={tag => colorOfLabelTag(colors, tag)}
        onChange={(valueColors, tag) => set({ valueColors }, `value ${tag}`)}
      />
    </section>
  );
}
