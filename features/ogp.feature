Feature: The Open Government Partnership's plans and ratings come in row by row
  A second definition runs in the same register: countries announce the commitments of
  their action plans, an independent mechanism rates them, and a rating can fall.

  Background:
    Given the register is established under ogp-nap

  Rule: Every row is in the register, or is named with what keeps it out

    Scenario: A country, its plan, its commitment
      Given these rows of commitments
        | source_row | country | plan | number | title             | start      | end        | lead                |
        | 3          | Albania | 1    | 10     | Ethics in science | 31/12/2012 | 28/5/2014  | Ministry of Science |
      When the registrar loads the rows
      Then 1 of 1 rows is in the register
      And OGP-001 is announced by Albania
      And OGP-001 rests on "ogp-irm-2017, source_row 3"
      And OGP-001 was announced "2012-01-01..2012-12-31"
      And the dates of OGP-001 read "2012-12-31" to "2014-05-28"
      And Ministry of Science is responsible for OGP-001-ALB
      And the plan ALB-1 is answered for by Albania

    Scenario Outline: A date is kept as it stands, beside what can be read of it
      Given these rows of commitments
        | source_row | country | plan | number | title             | start   | end     | lead           |
        | 4          | Albania | 1    | 22     | A work inspection | <start> | <start> | None Specified |
      When the registrar loads the rows
      Then OGP-001 is stated to start "<start>"
      And the dates of OGP-001 read "<read>" to "<read>"

      Examples:
        | start          | read                   |
        | 2012           | 2012-01-01..2012-12-31 |
        | 07/01/2012     | 2012-01-07..2012-07-01 |
        | Quarter 1 2014 | 2014-01-01..2014-03-31 |
        | End of 2014    |                        |
        | Not Specified  |                        |

    Scenario: What is said of the rows
      Given these rows of commitments
        | source_row | country  | plan | number | title     | start      | end  | lead |
        | 3          | Albania  | 1    | 1      | The first | 31/12/2012 | 2014 | One  |
        | 3          | Albania  | 1    | 1      | The first | 31/12/2012 | 2014 | One  |
        | 4          | Albania  | 1    | 1      | Another   | Not yet    | 2014 | One  |
        | 5          | Atlantis | 1    | 1      | A third   | 31/12/2012 | 2014 | One  |
      And these rows of ratings
        | source_row | report          | completion  | year |
        | 3          | progress_report | d. Complete | 2014 |
        | 4          | progress_report | Splendid    | 2014 |
        | 9          | progress_report | Limited     | 2014 |
        | 4          | end_of_term     | Limited     | 2011 |
        | 3          | end_of_term     | Limited     | ND   |
      When the registrar loads the rows
      Then 4 of 9 rows are in the register
      And this is said of the rows
        | 3 | row twice          |
        | 5 | unknown country    |
        | 9 | no such commitment |
        | 4 | year not readable, or too early or late |
        | 3 | year not readable, or too early or late |
        | 4 | number twice       |
        | 4 | date not read      |
        | 4 | unknown word       |
      And OGP-002-ALB is rated "Splendid"

  Rule: What is loaded is loaded once, whole and unchanged

    Scenario: The same rows again, and one more
      Given these rows of commitments
        | source_row | country | plan | number | title     | start | end  | lead |
        | 3          | Albania | 1    | 1      | The first | 2012  | 2014 | One  |
      And the rows are loaded
      And these rows of commitments
        | source_row | country | plan | number | title     | start | end  | lead |
        | 3          | Albania | 1    | 1      | The first | 2012  | 2014 | One  |
        | 4          | Albania | 1    | 2      | Another   | 2012  | 2014 | One  |
      And these rows of ratings
        | source_row | report          | completion | year |
        | 3          | progress_report | b. Limited | 2014 |
      When the registrar loads the rows
      Then 2 records of the rows are new
      And OGP-001-ALB is rated "Limited"
      And OGP-002 is announced by Albania

    Scenario: A row that changed since
      Given these rows of commitments
        | source_row | country | plan | number | title     | start | end  | lead |
        | 3          | Albania | 1    | 1      | The first | 2012  | 2014 | One  |
      And the rows are loaded
      And these rows of commitments
        | source_row | country | plan | number | title     | start | end  | lead |
        | 3          | Albania | 1    | 1      | Rewritten | 2012  | 2014 | One  |
      When the registrar loads the rows
      Then the file is refused, naming "ogp commitments[3] changed since it was loaded"
      And both versions are shown, "The first" and "Rewritten"

    Scenario: Only the registrar loads
      Given these rows of commitments
        | source_row | country | plan | number | title     | start | end  | lead |
        | 3          | Albania | 1    | 1      | The first | 2012  | 2014 | One  |
      When the secretariat loads the rows
      Then the file is refused, naming "loading needs an appointment as registrar"
      And nothing was entered

  Rule: A later rating may be lower, and both stay

    Scenario: Case 12, from Substantial to Not Started
      Given these rows of commitments
        | source_row | country | plan | number | title     | start | end  | lead |
        | 3          | Albania | 1    | 1      | The first | 2012  | 2014 | One  |
        | 4          | Albania | 1    | 2      | Another   | 2012  | 2014 | One  |
      And these rows of ratings
        | source_row | report             | completion     | year |
        | 3          | progress_report    | c. Substantial | 2014 |
        | 3          | end_of_term_report | a. Not Started | 2016 |
        | 4          | progress_report    | b. Limited     | 2014 |
        | 4          | end_of_term_report | d. Complete    | 2016 |
      When the registrar loads the rows
      Then OGP-001-ALB is rated "Substantial, Not Started"
      And 1 rating rose, 1 fell and 0 stayed
