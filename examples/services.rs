//! Prints the services with their parameters and indicators, for the profile `baseline112` and a
//! sealed image, as a table in Markdown: what an auditor asks for, from the module's own catalogue.
use qila::admin::{self, catalogue};

fn main() {
    println!("| service | parameters | indicator | in C |");
    println!("|---|---|---|---|");
    for service in catalogue::SERVICES {
        println!("| `{}` | {} | {} | `{}` |", service.name, service.parameters, service.indicator, service.c);
    }
    println!("\n{} {}, certificate: {}", admin::NAME, admin::VERSION, admin::CERTIFICATE);
}
