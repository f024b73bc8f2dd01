import type { Said } from '../messages/said.js';
import type { Choice } from './part-models.js';

export interface ImportsModel {
  readonly fault: Said | undefined;
  readonly past: readonly PastImport[];
}

export interface PastImport {
  readonly name: string;
  readonly href: string;
  readonly when: string;
  readonly outcome: string;
}

export interface CheckImportModel {
  readonly id: number;
  readonly name: string;
  readonly isOpen: boolean;
  readonly canUndo: boolean;
  readonly outcome: string;
  /** While it is being added. */
  readonly progress: { readonly done: number; readonly all: number; readonly text: string } | undefined;
  /** The name of the format or of the program that wrote the file. */
  readonly format: string;
  readonly reading: readonly ReadingFieldModel[];
  readonly questions: readonly { readonly text: string; readonly answers: readonly ReadingAnswer[] }[];
  readonly notices: readonly string[];
  readonly rows: readonly ImportRowModel[];
  readonly page: number;
  readonly previous: number | undefined;
  readonly next: number | undefined;
  readonly summary: readonly { readonly name: string; readonly value: string }[];
  readonly button: string | undefined;
}

export interface ReadingFieldModel {
  readonly name: string;
  readonly label: string;
  /** As the file was read. */
  readonly value: string;
  /** What the field shows. */
  readonly typed: string;
  readonly choices: readonly Choice[] | undefined;
  readonly fault: Said | undefined;
}

export interface ReadingAnswer {
  readonly text: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}

export interface ImportRowModel {
  readonly line: number;
  readonly day: string;
  readonly description: string;
  readonly amount: string;
  readonly status: string;
  readonly why: string;
  readonly canAdd: boolean;
  readonly isAdded: boolean;
  readonly category: string;
  readonly categories: readonly Choice[];
}
