//! Specification, interfaces, roles and services, software security, operational environment.

use super::Answer::{Met, Without};
use super::Requirement;

pub const REQUIREMENTS: &[Requirement] = &[
    Requirement {
        assertions: &["02.03", "02.07", "02.09", "02.10", "02.11"],
        asks: "The kind of the module is said, its boundary is drawn, and all that is relevant to security lies inside.",
        answer: Met {
            sources: &["src/lib.rs", "docs/compliance.md", "docs/evidence/security_policy.md"],
            shown_by: &[
                "tests/layers/rooms.rs::no_room_reaches_upwards",
                "lab/src/evidence/sources.rs::the_bill_names_what_is_inside",
                "lab/src/evidence/sources.rs::every_source_has_a_line",
            ],
        },
    },
    Requirement {
        assertions: &["02.12"],
        asks: "Version information tells the parts of the module apart.",
        answer: Met {
            sources: &["src/module/identity.rs", "src/services/admin.rs"],
            shown_by: &[
                "lab/tests/selftest.rs::the_status_is_the_same_in_both_forms",
                "lab/tests/library.rs::the_status_of_a_file_is_that_of_the_product",
            ],
        },
    },
    Requirement {
        assertions: &["02.13", "02.14"],
        asks: "Parts that are excluded from the requirements are named and harm nothing.",
        answer: Without("nothing inside the boundary is excluded"),
    },
    Requirement {
        assertions: &["02.16"],
        asks: "The parts of a software module are listed, and are those that run.",
        answer: Met {
            sources: &["Cargo.toml", "Cargo.lock", "src/module/integrity.rs", "lab/src/evidence/sources.rs"],
            shown_by: &[
                "lab/src/evidence/sources.rs::every_source_has_a_line",
                "lab/tests/library.rs::every_covered_byte_counts",
                "ffi/tests/exports.rs::the_library_exports_what_is_listed",
            ],
        },
    },
    Requirement {
        assertions: &["02.19", "02.20", "02.21"],
        asks: "There is an approved mode with approved services, and other services are told from them.",
        answer: Met {
            sources: &["src/module/policy.rs", "src/module/profile.rs", "src/module/catalogue.rs"],
            shown_by: &[
                "tests/processes/indicator.rs::the_table_is_complete",
                "tests/processes/indicator.rs::approved_only_refuses_the_rest",
                "tests/processes/indicator.rs::profiles_take_away",
                "tests/processes/profiles.rs::each_profile_says_what_it_should",
                "tests/registration.rs::every_approved_service_is_registered",
            ],
        },
    },
    Requirement {
        assertions: &["02.22"],
        asks: "Approved and other services share no critical security parameter.",
        answer: Met {
            sources: &["src/module/outside.rs"],
            shown_by: &[
                "tests/processes/outside.rs::every_such_service_is_tried",
                "tests/processes/outside.rs::keys_remember_what_they_served",
            ],
        },
    },
    Requirement {
        assertions: &["02.24"],
        asks: "Every service says whether it was approved.",
        answer: Met {
            sources: &["src/module/indicator.rs", "src/base/reason.rs", "ffi/src/status.rs"],
            shown_by: &[
                "tests/processes/indicator.rs::services_say_what_the_catalogue_says",
                "tests/processes/indicator.rs::an_unsealed_image_has_no_approved_service",
                "lab/tests/library.rs::only_the_sealed_library_is_approved",
            ],
        },
    },
    Requirement {
        assertions: &["02.26", "02.28", "02.30"],
        asks: "Degraded operation isolates what has failed.",
        answer: Without("there is no degraded operation; a failure stops every service"),
    },
    Requirement {
        assertions: &["03.01", "03.02", "03.03", "03.04", "03.05", "03.06", "03.08", "03.11", "03.14"],
        asks: "Data, control and status go in and out by named interfaces only, which are told apart.",
        answer: Met {
            sources: &["src/services/mod.rs", "ffi/src/table.rs", "docs/evidence/interfaces.md"],
            shown_by: &[
                "ffi/tests/exports.rs::the_library_exports_what_is_listed",
                "ffi/tests/table/mod.rs::the_header_is_that_of_the_table",
                "lab/src/evidence/interfaces.rs::every_function_is_specified",
                "tests/notices.rs::every_kind_is_told",
            ],
        },
    },
    Requirement {
        assertions: &["03.07"],
        asks: "No data leave before the self-tests, in the error state, or while parameters are zeroized.",
        answer: Met {
            sources: &["src/module/gate.rs", "src/module/state.rs"],
            shown_by: &[
                "tests/layers/gate.rs::every_service_passes_the_gate",
                "tests/layers/gate.rs::every_output_passes_the_exit",
                "tests/processes/error_state.rs::no_operation_delivers_after_a_failure",
                "tests/processes/error_state.rs::a_call_in_flight_gives_nothing_after_the_failure",
                "tests/threads/waiting.rs::waiting_threads_hear_of_a_failure",
            ],
        },
    },
    Requirement {
        assertions: &["03.09", "03.10"],
        asks: "Control output is named, and stops in the error state.",
        answer: Without("the module controls no other one"),
    },
    Requirement {
        assertions: &["03.15"],
        asks: "The format of every input is specified with its limits, and bad input is refused.",
        answer: Met {
            sources: &["src/base/error.rs", "ffi/src/arguments.rs", "docs/evidence/interfaces.md"],
            shown_by: &[
                "tests/layers/docs.rs::what_can_fail_says_how",
                "tests/parts/limits.rs::every_length_is_taken_or_refused",
                "tests/parts.rs::a_refused_part_changes_nothing",
                "ffi/tests/c.rs::nothing_is_read_or_written_beyond_its_end",
                "ffi/tests/table/pointers.rs::no_pointer_may_be_null_where_the_header_does_not_say_so",
                "ffi/tests/table/pointers.rs::no_output_may_overlap_another_argument",
            ],
        },
    },
    Requirement {
        assertions: &["04.02"],
        asks: "Operators at the same time are kept apart.",
        answer: Met {
            sources: &["src/machine/process_lock.rs", "src/services/random/rng.rs"],
            shown_by: &[
                "tests/threads.rs::the_first_use_of_every_service",
                "tests/threads/load.rs::officers_at_work",
                "tests/processes/fork.rs::generators_part_at_a_fork",
            ],
        },
    },
    Requirement {
        assertions: &["04.03", "04.05", "04.06"],
        asks: "Roles are named: a crypto officer, and a user.",
        answer: Met {
            sources: &["src/services/admin.rs", "docs/evidence/services.md"],
            shown_by: &["lab/src/evidence/mod.rs::nothing_of_the_tables_is_missing"],
        },
    },
    Requirement {
        assertions: &["04.07"],
        asks: "Parameters are zeroized around maintenance.",
        answer: Without("there is no role for maintenance"),
    },
    Requirement {
        assertions: &["04.11"],
        asks: "The input and output of every service are specified, and it does what is said.",
        answer: Met {
            sources: &["src/module/catalogue/services.rs", "docs/evidence/services.md"],
            shown_by: &[
                "tests/processes/indicator.rs::the_table_is_complete",
                "tests/processes/indicator.rs::the_c_functions_exist",
                "ffi/tests/table/coverage.rs::every_export_is_called_by_a_c_test",
                "tests/kat_manifest.rs::the_vectors_are_those_of_the_manifest",
                "check kat",
            ],
        },
    },
    Requirement {
        assertions: &["04.13", "04.14", "04.15"],
        asks: "A service tells name and version, one the status, and one runs the self-tests.",
        answer: Met {
            sources: &["src/services/admin.rs", "ffi/src/admin.rs"],
            shown_by: &[
                "lab/tests/selftest.rs::the_status_is_the_same_in_both_forms",
                "lab/tests/selftest.rs::every_self_test_passes",
                "tests/processes/error_state.rs::the_officer_can_work_in_the_error_state",
            ],
        },
    },
    Requirement {
        assertions: &["04.18", "04.19", "04.20", "04.21", "04.22"],
        asks: "Bypass needs two actions and shows in the status.",
        answer: Without("there is no bypass: no service gives its input in place of a result"),
    },
    Requirement {
        assertions: &["04.23", "04.25"],
        asks: "Output that the module begins by itself needs two actions.",
        answer: Without("the module begins nothing by itself"),
    },
    Requirement {
        assertions: &["04.28", "04.29", "04.32", "04.33", "04.34", "04.35"],
        asks: "Software that is loaded is tested first.",
        answer: Without("the module loads no software"),
    },
    Requirement {
        assertions: &["04.43", "04.44", "04.56"],
        asks: "Authentication is protected; without it a role is taken by the service that is called.",
        answer: Met {
            sources: &["src/services/mod.rs", "docs/evidence/security_policy.md"],
            shown_by: &["lab/src/evidence/mod.rs::the_copies_are_up_to_date"],
        },
    },
    Requirement {
        assertions: &["05.02", "05.04", "05.12"],
        asks: "The form of the software, and its interface, are documented.",
        answer: Met {
            sources: &["docs/sealing.md", "docs/evidence/interfaces.md", "docs/evidence/security_policy.md"],
            shown_by: &[
                "ffi/tests/table/mod.rs::the_list_of_exports_is_that_of_the_table",
                "lab/tests/seal.rs::the_interface_for_laboratories_is_refused",
            ],
        },
    },
    Requirement {
        assertions: &["05.05"],
        asks: "An approved technique protects the integrity of all software inside, and a failure is an error.",
        answer: Met {
            sources: &["src/module/integrity.rs", "src/machine/image.rs", "seal/src/lib.rs"],
            shown_by: &[
                "lab/tests/library.rs::every_covered_byte_counts",
                "lab/tests/library.rs::a_seal_can_be_required",
                "lab/tests/linked.rs::however_it_is_linked_a_changed_byte_is_seen",
                "lab/tests/linked.rs::code_that_can_be_written_is_refused",
                "src/module/integrity.rs::what_is_covered",
            ],
        },
    },
    Requirement {
        assertions: &["05.08"],
        asks: "A failed test of integrity is the error state, and its own values are wiped.",
        answer: Met {
            sources: &["src/module/integrity.rs", "src/module/state.rs"],
            shown_by: &["lab/tests/seal.rs::one_changed_bit_is_refused", "tests/residue.rs::nothing_is_left"],
        },
    },
    Requirement {
        assertions: &["05.11"],
        asks: "An operator can have the integrity tested at any time.",
        answer: Met {
            sources: &["src/services/admin.rs"],
            shown_by: &["tests/processes/self_tests.rs::all_pass_and_are_logged"],
        },
    },
    Requirement {
        assertions: &["05.13"],
        asks: "Software comes in from outside only through the test that loading asks for.",
        answer: Without("the module loads no software"),
    },
    Requirement {
        assertions: &["06.03", "06.07"],
        asks: "The environment is specified, with what must be configured.",
        answer: Met {
            sources: &["lab/src/evidence/environment.rs", "docs/compliance.md", "docs/operation.md"],
            shown_by: &["lab/src/evidence/mod.rs::every_form_has_every_cell"],
        },
    },
    Requirement {
        assertions: &["06.05", "06.06", "06.08"],
        asks: "Each instance controls its own parameters, the system keeps processes apart, and none is spawned.",
        answer: Met {
            sources: &["src/machine/fork.rs", "docs/decisions/0008-copies-of-a-process.md"],
            shown_by: &[
                "tests/processes/copies.rs::copies_do_not_go_on",
                "tests/processes/copies.rs::every_holder_that_moves_on_is_tried",
                "tests/processes/fork.rs::a_fork_amid_other_threads_leaves_no_lock_closed",
            ],
        },
    },
];
