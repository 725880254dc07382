//! The finite state model: its states, its passages, and a drawing of both.

use super::document::{Document, Section};
use qila::admin::{PASSAGES, Passage, State};

const STATES: [(State, &str, &str); 4] = [
    (State::PowerOff, "The module is loaded and nothing was tested.", "none; the next call powers it on"),
    (State::SelfTest, "The pre-operational integrity test runs.", "none; callers wait for its end"),
    (
        State::Operational,
        "Services are given. Before the first use of an algorithm its self-test runs.",
        "all, and all of the officer's",
    ),
    (
        State::Error,
        "A test has failed.",
        "status, log, zeroization and restart; every other service answers ModuleInErrorState and gives no output",
    ),
];

pub fn document() -> Document {
    let state = |(state, means, gives): &(State, &str, &str)| [state.to_string(), (*means).into(), (*gives).into()];
    let passage = |(i, Passage { from, to, cause, .. }): (usize, &Passage)| {
        [(i + 1).to_string(), from.to_string(), to.to_string(), (*cause).to_owned()]
    };
    Document {
        name: "states",
        title: "Finite state model",
        asked_by: "ISO/IEC 19790 section 7.11.4 (AS11.07 to AS11.13)",
        sections: vec![
            Section::new("States", "").with(["state", "what it means", "services"], STATES.iter().map(state)),
            Section::new(
                "Passages",
                "Tests go each of these and find no other. The loss of the process ends every \
                 state; what the module held is gone with it.",
            )
            .with(["number", "from", "to", "cause"], PASSAGES.iter().enumerate().map(passage))
            .drawn(drawing()),
        ],
    }
}

/// The middle of each state in the drawing.
const PLACES: [(State, f64, f64); 4] = [
    (State::PowerOff, 90.0, 150.0),
    (State::SelfTest, 330.0, 40.0),
    (State::Operational, 570.0, 150.0),
    (State::Error, 330.0, 260.0),
];

/// Boxes for the states, and an arrow with its number for each passage of the table.
fn drawing() -> String {
    let begin = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 660 300\" width=\"660\" \
                 font-family=\"sans-serif\" font-size=\"13\" text-anchor=\"middle\"><defs><marker id=\"end\" \
                 viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
                 orient=\"auto\"><path d=\"M0 0 8 4 0 8z\"/></marker></defs>\n";
    let arrows: String = PASSAGES.iter().enumerate().map(|(i, passage)| arrow(i + 1, passage)).collect();
    let boxes: String = PLACES.iter().map(of_state).collect();
    format!("{begin}{arrows}{boxes}</svg>\n")
}

fn of_state((state, x, y): &(State, f64, f64)) -> String {
    let (left, top, line) = (x - 60.0, y - 22.0, y + 5.0);
    format!(
        "<rect x=\"{left}\" y=\"{top}\" width=\"120\" height=\"44\" rx=\"8\" fill=\"#eef\" stroke=\"#000\"/>\
         <text x=\"{x}\" y=\"{line}\">{state}</text>\n"
    )
}

/// A curve beside the straight line, so that there and back are two.
fn arrow(number: usize, passage: &Passage) -> String {
    let place = |of| PLACES.iter().find(|(state, ..)| *state == of).map_or((0.0, 0.0), |(_, x, y)| (*x, *y));
    let ((from_x, from_y), (to_x, to_y)) = (place(passage.from), place(passage.to));
    let (along_x, along_y) = (to_x - from_x, to_y - from_y);
    let length = along_x.hypot(along_y);
    // From the edge of one box to that of the other.
    let (x1, y1) = (from_x + along_x / length * 76.0, from_y + along_y / length * 34.0);
    let (x2, y2) = (to_x - along_x / length * 80.0, to_y - along_y / length * 34.0);
    let (bend_x, bend_y) = ((x1 + x2) / 2.0 + along_y / length * 44.0, (y1 + y2) / 2.0 - along_x / length * 44.0);
    let (x, y) = ((x1 + x2) / 4.0 + bend_x / 2.0, (y1 + y2) / 4.0 + bend_y / 2.0);
    let line = y + 4.0;
    format!(
        "<path d=\"M{x1:.0} {y1:.0}Q{bend_x:.0} {bend_y:.0} {x2:.0} {y2:.0}\" fill=\"none\" stroke=\"#000\" \
         marker-end=\"url(#end)\"/><circle cx=\"{x:.0}\" cy=\"{y:.0}\" r=\"9\" fill=\"#fff\"/>\
         <text x=\"{x:.0}\" y=\"{line:.0}\">{number}</text>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A state that comes needs its meaning and its place in the drawing, too.
    #[test]
    fn every_state_is_there() {
        for state in PASSAGES.iter().flat_map(|passage| [passage.from, passage.to]) {
            assert!(STATES.iter().any(|(named, ..)| *named == state), "{state}");
            assert!(PLACES.iter().any(|(drawn, ..)| *drawn == state), "{state}");
        }
    }
}
