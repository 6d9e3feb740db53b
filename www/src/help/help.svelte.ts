// What help is open: the list of shortcuts, or a step of the tour.
import { recall, remember } from "../storage.ts";

class Help {
  shortcuts = $state(false);
  /** The step of the tour that is shown; undefined when none is. */
  step = $state<number | undefined>();
  /** A newcomer is offered the tour until it was taken or refused. */
  offered = $state(recall<boolean>("tour-seen", (value) => value === true) !== true);

  begin(): void {
    this.shortcuts = false;
    this.step = 0;
    this.refuse();
  }

  refuse(): void {
    this.offered = false;
    remember("tour-seen", true);
  }
}

export const help = new Help();
