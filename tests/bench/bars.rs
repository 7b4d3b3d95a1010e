//! The bars of the house, each told in one form: `make bench` gathers these lines of all benches into one table.

/// A figure that must not be above its bar.
pub fn at_most(what: &str, figure: f64, bar: f64, unit: &str) {
    tell(what, figure, &format!("≤ {bar} {unit}"), figure / bar);
}

/// A figure that must not be below its bar.
#[allow(dead_code, reason = "not every bench has one")]
pub fn at_least(what: &str, figure: f64, bar: f64, unit: &str) {
    tell(what, figure, &format!("≥ {bar} {unit}"), bar / figure);
}

/// `bar`, what it is, the bar, the figure, and its ratio to the bar: 1 or less is met.
fn tell(what: &str, figure: f64, bar: &str, of_bar: f64) {
    let figure = if figure < 100.0 { format!("{figure:.2}") } else { format!("{figure:.0}") };
    let met = if of_bar <= 1.0 { "met" } else { "MISSED" };
    println!("bar  {what:<66} {bar:>14} {figure:>10} {of_bar:>7.2}  {met}");
}
