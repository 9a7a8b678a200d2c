namespace Lakehouse.Quality;

/// <summary>The codes of everything that can be wrong in a project's files. A code is never reused.</summary>
public static class ErrorCodes
{
    /// <summary>The project has several problems; each has its own code.</summary>
    public const string SeveralProblems = "QUA0100";

    /// <summary>The file is not YAML.</summary>
    public const string YamlSyntax = "QUA0101";

    /// <summary>The file is YAML of a kind that is not accepted: empty, too large, too deep, with aliases or tags.</summary>
    public const string YamlNotAccepted = "QUA0102";

    /// <summary>A key stands twice in one mapping.</summary>
    public const string DuplicateKey = "QUA0103";

    /// <summary>A key is not known.</summary>
    public const string UnknownKey = "QUA0104";

    /// <summary>A key that must be there is missing.</summary>
    public const string MissingKey = "QUA0105";

    /// <summary>A list, a mapping or a single value stands where another kind is needed.</summary>
    public const string WrongKind = "QUA0106";

    /// <summary>A value is not one of those that are possible, or not in the form that is needed.</summary>
    public const string InvalidValue = "QUA0107";

    /// <summary>A name cannot be used for a table or column.</summary>
    public const string UnsafeName = "QUA0108";

    /// <summary>A name is used by the tables themselves.</summary>
    public const string ReservedName = "QUA0109";

    /// <summary>A known option that this version cannot carry out.</summary>
    public const string NotAvailable = "QUA0110";

    /// <summary>A file is missing, or lies where it is not read.</summary>
    public const string MisplacedFile = "QUA0111";

    /// <summary>A path leads out of the folder it belongs to.</summary>
    public const string PathLeavesRoot = "QUA0112";

    /// <summary>The contract's standard or version of the standard is not supported.</summary>
    public const string UnsupportedStandard = "QUA0201";

    /// <summary>A property's type cannot be read.</summary>
    public const string BadType = "QUA0202";

    /// <summary>A limit does not fit the type it limits, or contradicts another limit.</summary>
    public const string BadLimit = "QUA0203";

    /// <summary>A pattern cannot be used with the same result on every engine.</summary>
    public const string BadPattern = "QUA0204";

    /// <summary>A quality entry is incomplete or contradicts itself.</summary>
    public const string BadQualityEntry = "QUA0205";

    /// <summary>The expression of a rule or the query of a check is not acceptable.</summary>
    public const string BadExpression = "QUA0206";

    /// <summary>The primary key cannot identify records.</summary>
    public const string BadPrimaryKey = "QUA0207";

    /// <summary>Two properties of one object have the same name.</summary>
    public const string DuplicateProperty = "QUA0208";

    /// <summary>A property is named that the contract does not have.</summary>
    public const string UnknownProperty = "QUA0209";

    /// <summary>A source names a contract that is not in the project.</summary>
    public const string UnknownContract = "QUA0301";

    /// <summary>The event time of a source is not a required timestamp of its contract.</summary>
    public const string BadEventTime = "QUA0302";

    /// <summary>Records cannot be deduplicated, for the contract has no primary key.</summary>
    public const string NoPrimaryKey = "QUA0303";

    /// <summary>Two sources feed one dataset.</summary>
    public const string DuplicateDataset = "QUA0304";

    /// <summary>A domain is used that <c>lakehouse.yaml</c> does not declare.</summary>
    public const string UnknownDomain = "QUA0305";

    /// <summary>The environment that was asked for is not declared.</summary>
    public const string UnknownEnvironment = "QUA0306";

    /// <summary>A product has a query without a description file, or the reverse.</summary>
    public const string IncompleteProduct = "QUA0401";

    /// <summary>Two products have one name.</summary>
    public const string DuplicateProduct = "QUA0402";

    /// <summary>An event or table has a name that <c>naming</c> in <c>lakehouse.yaml</c> does not allow.</summary>
    public const string TableNaming = "QUA0501";

    /// <summary>A property has a name that <c>naming</c> does not allow.</summary>
    public const string FieldNaming = "QUA0502";

    /// <summary>A contract lacks a property that <c>naming</c> demands of every record.</summary>
    public const string MissingEnvelopeField = "QUA0503";

    /// <summary>A contract lies in a domain that <c>naming</c> does not allow.</summary>
    public const string DomainNotAllowed = "QUA0504";

    /// <summary>A contract lacks what <c>naming</c> demands of its description: owner, classification, description.</summary>
    public const string MissingMetadata = "QUA0505";

    /// <summary>An Avro, Protobuf, JSON or Iglu schema cannot be read.</summary>
    public const string BadSchema = "QUA0601";

    /// <summary>A file is of no format of schemas or contracts that is known.</summary>
    public const string UnknownFormat = "QUA0602";

    /// <summary>A contract cannot be written in a format, or a schema cannot become a contract.</summary>
    public const string NotConvertible = "QUA0603";

    /// <summary>A relationship of a contract is incomplete or names what is not there.</summary>
    public const string BadRelationship = "QUA0210";

    /// <summary>A file with a JSON Schema is not JSON.</summary>
    public const string SchemaSyntax = "QUA0701";

    /// <summary>A JSON Schema names a draft, metaschema or vocabulary that is not known.</summary>
    public const string SchemaDraft = "QUA0702";

    /// <summary>A JSON Schema does not satisfy its metaschema.</summary>
    public const string SchemaInvalid = "QUA0703";

    /// <summary>Two JSON Schemas have one id, or two places of one schema have one anchor.</summary>
    public const string SchemaIdentity = "QUA0704";

    /// <summary>A reference of a JSON Schema leads to nothing that is there.</summary>
    public const string SchemaReference = "QUA0705";

    /// <summary>A pattern of a JSON Schema is no ECMA-262 regular expression, or one that cannot be carried out.</summary>
    public const string SchemaPattern = "QUA0706";

    /// <summary>A JSON Schema refers to itself on the same value without end.</summary>
    public const string SchemaLoop = "QUA0707";

    /// <summary>A part of a JSON Schema that is a contract cannot become a column.</summary>
    public const string SchemaColumn = "QUA0708";

    /// <summary>A self-describing schema (Iglu) does not say what its place says.</summary>
    public const string SchemaSelf = "QUA0709";

    /// <summary>A file is no suite of expectations.</summary>
    public const string NotASuite = "QUA0801";

    /// <summary>There is no expectation of that type.</summary>
    public const string UnknownExpectation = "QUA0802";

    /// <summary>The row condition of an expectation cannot be read.</summary>
    public const string BadRowCondition = "QUA0803";

    /// <summary>A file with another version of a contract does not say what its place says.</summary>
    public const string BadVersionFile = "QUA0901";

    /// <summary>A source cannot find the versions of its records.</summary>
    public const string BadVersionField = "QUA0902";

    /// <summary>A rule of an upcast is incomplete, names what is not there, or does not fit.</summary>
    public const string BadUpcast = "QUA0903";

    /// <summary>An upcast leaves a required property empty, or says nothing of a property of the older version.</summary>
    public const string UpcastNotTotal = "QUA0904";

    /// <summary>The end of support of a contract is no time.</summary>
    public const string BadSupport = "QUA0905";

    /// <summary>A relationship leads to a dataset or column that the project does not have.</summary>
    public const string UnknownReference = "QUA1001";

    /// <summary>A column of a relationship cannot be compared: it is not a single value per record.</summary>
    public const string BadReferenceColumn = "QUA1002";

    /// <summary>The two sides of a relationship have different types.</summary>
    public const string ReferenceTypes = "QUA1003";

    /// <summary>Datasets refer to each other in a circle, so none can be built first.</summary>
    public const string ReferenceCycle = "QUA1004";

    /// <summary>Records cannot be withheld by values that may vanish again.</summary>
    public const string UnstableReference = "QUA1005";

    /// <summary>The severity <c>quarantine</c> stands at a check for which no row is to blame.</summary>
    public const string NoRowToBlame = "QUA1006";

    /// <summary>The query of a check reads a table that it cannot read: the project or the product has it not.</summary>
    public const string UnknownCheckInput = "QUA1007";

    /// <summary>No record or value was found that satisfies everything that a contract asks for.</summary>
    public const string NothingToGenerate = "QUA1101";

    /// <summary>No text can be drawn from a pattern.</summary>
    public const string PatternNotGenerated = "QUA1102";

    /// <summary>A primary key has fewer values than there are to be records.</summary>
    public const string TooFewKeys = "QUA1103";

    /// <summary>No record was found that satisfies all rules of a contract.</summary>
    public const string RulesNotSatisfied = "QUA1104";

    /// <summary>A product's SQL holds what Spark computes differently, in a project that runs on Spark too.</summary>
    public const string NotPortable = "QUA1201";
}
