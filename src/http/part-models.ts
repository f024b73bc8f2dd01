import type { FieldFaults } from '../domain/errors.js';
import type { Message } from '../messages/message.js';

/** A form as it was sent, or as it is first shown: what was typed and what was wrong with it, by field name. Faults are put into words by the templates. */
export interface FormModel<Field extends string> {
  readonly values: Readonly<Record<Field, string>>;
  readonly faults: FieldFaults;
}

export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** How a category looks: `color` is one of the domain's keys (class `cat-food`), `icon` a name in the sprite. */
export interface CategoryLook {
  readonly name: string;
  readonly color: string;
  readonly icon: string;
}

/** A category's name and the classes that give it its icon and colour. */
export interface NamedLook {
  readonly name: string;
  readonly look: string;
}

/** How expenses without a category look. */
export const UNCATEGORISED: Omit<CategoryLook, 'name'> = { color: 'none', icon: 'question-circle' };

/** A form kept safe while the person signs in: "Your expense **Lunch with Ana, $12.50** is safe. It is added …". */
export interface ParkedForm {
  readonly id: string;
  readonly says: Message;
}
